/** A circuit: the kernel's points, and what a view asks of them. Metres; x east, y north, z up. */

export interface Circuit {
  id: string;
  name: { en: string; zh: string };
  sha256: string;
  kernel: string;
  points: number[];
  half_width: number;
  wall: number;
  laps: number;
  is_night: boolean;
  cars: Record<string, [number, number, number]>;
}

/** A place beside the road: x, y, z, the way along it, and how far along it is. */
export interface Spot {
  x: number;
  y: number;
  z: number;
  tx: number;
  ty: number;
  along: number;
}

const CELL = 40;

export class Road {
  readonly count: number;
  readonly spots: Spot[] = [];
  /** Bend at each point in 1/m, to the left above 0. */
  readonly bends: number[] = [];
  readonly length: number;
  private readonly cells = new Map<string, number[]>();

  constructor(readonly circuit: Circuit) {
    const { points } = circuit;
    this.count = points.length / 3;
    let along = 0;
    for (let i = 0; i < this.count; i++) {
      const [bx, by] = this.raw(i - 1);
      const [ax, ay] = this.raw(i + 1);
      const [x, y, z] = this.raw(i);
      const size = Math.hypot(ax - bx, ay - by);
      this.spots.push({ x, y, z, tx: (ax - bx) / size, ty: (ay - by) / size, along });
      along += Math.hypot(ax - x, ay - y);
      const key = `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`;
      const held = this.cells.get(key);
      if (held) held.push(i);
      else this.cells.set(key, [i]);
    }
    this.length = along;
    for (let i = 0; i < this.count; i++) {
      const [a, b] = [this.spot(i - 1), this.spot(i + 1)];
      this.bends.push((a.tx * b.ty - a.ty * b.tx) / Math.hypot(b.x - a.x, b.y - a.y));
    }
  }

  private raw(i: number): [number, number, number] {
    const at = 3 * this.wrap(i);
    const { points } = this.circuit;
    return [points[at]!, points[at + 1]!, points[at + 2]!];
  }

  wrap(i: number): number {
    return ((i % this.count) + this.count) % this.count;
  }

  spot(i: number): Spot {
    return this.spots[this.wrap(i)]!;
  }

  /** The spot so many metres along the lap. */
  at(metres: number): Spot {
    const place = ((metres / this.length) % 1 + 1) % 1 * this.count;
    const i = Math.floor(place);
    const share = place - i;
    const [a, b] = [this.spot(i), this.spot(i + 1)];
    const [tx, ty] = [a.tx + (b.tx - a.tx) * share, a.ty + (b.ty - a.ty) * share];
    const size = Math.hypot(tx, ty);
    return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share, z: a.z + (b.z - a.z) * share, tx: tx / size, ty: ty / size, along: metres };
  }

  /** How high the road is beside a segment. */
  height(segment: number, x: number, y: number): number {
    const [a, b] = [this.spot(segment), this.spot(segment + 1)];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const share = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy)));
    return a.z + (b.z - a.z) * share;
  }

  /** The nearest point of the centre line within `reach` metres: its index and distance. */
  nearest(x: number, y: number, reach = 120): { index: number; distance: number } {
    let [index, best] = [-1, reach];
    const span = Math.ceil(reach / CELL);
    const [cx, cy] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    for (let ix = cx - span; ix <= cx + span; ix++) {
      for (let iy = cy - span; iy <= cy + span; iy++) {
        for (const i of this.cells.get(`${ix},${iy}`) ?? []) {
          const spot = this.spots[i]!;
          const distance = Math.hypot(spot.x - x, spot.y - y);
          if (distance < best) [index, best] = [i, distance];
        }
      }
    }
    return { index, distance: best };
  }
}
