/** Shapes from boxes, cylinders and strips, each with one colour a corner, merged into one piece. */
import { BoxGeometry, BufferAttribute, BufferGeometry, Color, ConeGeometry, CylinderGeometry, IcosahedronGeometry, Matrix4, SphereGeometry, Vector3 } from "three";
import { mergeGeometries } from "three/addons/utils/BufferGeometryUtils.js";

type Place = [number, number, number];

/** three's place for a place of the circuit: x east, y up, z south. */
export function up(x: number, y: number, z: number): Place {
  return [x, z, -y];
}

export class Builder {
  private readonly parts: BufferGeometry[] = [];
  private readonly colour = new Color();
  private frame = new Matrix4();

  /** Where what follows stands, and which way its +x looks (an angle in the circuit's plane). */
  stand(x: number, y: number, z: number, angle = 0): this {
    this.frame = new Matrix4().makeRotationY(angle).setPosition(...up(x, y, z));
    return this;
  }

  add(geometry: BufferGeometry, colour: string | number, [x, y, z]: Place = [0, 0, 0], turn: Place = [0, 0, 0], size: Place = [1, 1, 1]): this {
    const plain = geometry.index ? geometry.toNonIndexed() : geometry;
    plain.deleteAttribute("uv");
    const own = new Matrix4().makeRotationX(turn[0]).multiply(new Matrix4().makeRotationY(turn[1])).multiply(new Matrix4().makeRotationZ(turn[2]));
    own.scale(new Vector3(...size)).setPosition(x, y, z);
    plain.applyMatrix4(own).applyMatrix4(this.frame);
    this.colour.set(colour);
    const count = plain.getAttribute("position").count;
    const colours = new Float32Array(count * 3);
    for (let i = 0; i < count; i++) this.colour.toArray(colours, 3 * i);
    plain.setAttribute("color", new BufferAttribute(colours, 3));
    this.parts.push(plain);
    return this;
  }

  /** A box that stands on the ground at (x, z) of the frame. */
  box(w: number, h: number, d: number, colour: string | number, at: Place = [0, 0, 0], turn: Place = [0, 0, 0]): this {
    return this.add(new BoxGeometry(w, h, d), colour, [at[0], at[1] + h / 2, at[2]], turn);
  }

  post(r: number, h: number, colour: string | number, at: Place = [0, 0, 0], sides = 6, top = r): this {
    return this.add(new CylinderGeometry(top, r, h, sides), colour, [at[0], at[1] + h / 2, at[2]]);
  }

  cone(r: number, h: number, colour: string | number, at: Place = [0, 0, 0], sides = 8, turn = 0): this {
    return this.add(new ConeGeometry(r, h, sides), colour, [at[0], at[1] + h / 2, at[2]], [0, turn, 0]);
  }

  ball(r: number, colour: string | number, at: Place = [0, 0, 0], size: Place = [1, 1, 1], detail = 1): this {
    return this.add(new IcosahedronGeometry(r, detail), colour, at, [0, 0, 0], size);
  }

  dome(r: number, colour: string | number, at: Place = [0, 0, 0], size: Place = [1, 1, 1], sides = 12): this {
    return this.add(new SphereGeometry(r, sides, 5, 0, Math.PI * 2, 0, Math.PI / 2), colour, at, [0, 0, 0], size);
  }

  /** A roof with its ridge along z. */
  gable(w: number, h: number, d: number, colour: string | number, at: Place = [0, 0, 0]): this {
    const [a, b] = [w / 2, d / 2];
    const flat = (points: Place[]): BufferGeometry => {
      const made = new BufferGeometry();
      made.setAttribute("position", new BufferAttribute(new Float32Array(points.flat()), 3));
      made.computeVertexNormals();
      return made;
    };
    const shape = flat([
      [-a, 0, b], [a, 0, b], [0, h, b], [a, 0, -b], [-a, 0, -b], [0, h, -b],
      [a, 0, b], [a, 0, -b], [0, h, -b], [a, 0, b], [0, h, -b], [0, h, b],
      [-a, 0, -b], [-a, 0, b], [0, h, b], [-a, 0, -b], [0, h, b], [0, h, -b],
    ]);
    return this.add(shape, colour, at);
  }

  get isEmpty(): boolean {
    return !this.parts.length;
  }

  make(): BufferGeometry {
    const whole = mergeGeometries(this.parts, false);
    for (const part of this.parts) part.dispose();
    this.parts.length = 0;
    return whole;
  }
}
