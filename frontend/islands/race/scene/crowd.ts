/** Many of one thing, each in its place: one draw call. */
import { type BufferGeometry, Color, InstancedMesh, type Material, Matrix4, Quaternion, Vector3 } from "three";

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
