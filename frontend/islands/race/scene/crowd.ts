/** Many of one thing, each in its place: one draw call, or one for each part of the land that is near enough to matter. */
import { type BufferGeometry, Color, Group, InstancedMesh, LOD, type Material, Matrix4, Object3D, Quaternion, Vector3 } from "three";

import { up } from "./build";

export interface Stand {
  x: number;
  y: number;
  z: number;
  /** The way its +x looks, as an angle in the circuit's plane. */
  angle?: number;
  size?: [number, number, number];
  colour?: string | Color;
}

const UP = new Vector3(0, 1, 0);
const SECTOR = 260;

export function crowd(name: string, shape: BufferGeometry, material: Material, stands: Stand[]): InstancedMesh {
  const mesh = new InstancedMesh(shape, material, stands.length);
  const [matrix, turn, colour] = [new Matrix4(), new Quaternion(), new Color()];
  stands.forEach(({ x, y, z, angle = 0, size = [1, 1, 1], colour: own }, i) => {
    mesh.setMatrixAt(i, matrix.compose(new Vector3(...up(x, y, z)), turn.setFromAxisAngle(UP, angle), new Vector3(...size)));
    mesh.setColorAt(i, typeof own === "string" || own === undefined ? colour.set(own ?? "#ffffff") : own);
  });
  mesh.name = name;
  mesh.computeBoundingSphere();
  return mesh;
}

/** A crowd in sectors of the land: those out of sight, or farther than `reach` metres, are not drawn. */
export function sectors(name: string, shape: BufferGeometry, material: Material, stands: Stand[], reach: number): Group {
  const parts = new Map<string, Stand[]>();
  for (const stand of stands) {
    const key = `${Math.floor(stand.x / SECTOR)},${Math.floor(stand.y / SECTOR)}`;
    const part = parts.get(key);
    if (part) part.push(stand);
    else parts.set(key, [stand]);
  }
  const whole = new Group();
  for (const part of parts.values()) {
    const mesh = crowd(name, shape, material, part);
    const { center, radius } = mesh.boundingSphere!;
    const near = new LOD();
    near.position.copy(center);
    mesh.position.copy(center).negate();
    near.addLevel(mesh, 0).addLevel(new Object3D(), reach + radius);
    whole.add(near);
  }
  return whole;
}
