/** The land around a circuit: a grid, fine where one drives and coarse at the horizon, that keeps below the road. */
import { BufferAttribute, BufferGeometry, DataTexture, LinearFilter, Mesh, RedFormat } from "three";

import type { Road } from "../track";
import { up } from "./build";
import { type Coat, painted } from "./paint";

export interface Land {
  /** How high the land would lie if no road ran there. */
  height(x: number, y: number): number;
  coat: Coat;
  /** Metres between points of the fine grid, and how far it reaches beyond the circuit. */
  cell: number;
  reach: number;
}

/** The land's heights around the circuit, coded 0–1 from −8 to 8 m, for water that knows how deep it is. */
export interface Chart {
  texture: DataTexture;
  west: number;
  south: number;
  wide: number;
  high: number;
}

const FAR = [180, 420, 900, 1700, 3200];

export function layGround(road: Road, land: Land): { mesh: Mesh; chart: Chart; height: (x: number, y: number) => number } {
  const xs = axis(road.spots.map((spot) => spot.x), land);
  const ys = axis(road.spots.map((spot) => spot.y), land);
  const { half_width: half, wall } = road.circuit;
  const edge = half + wall + 2.2;
  const height = (x: number, y: number): number => {
    const { index, distance } = road.nearest(x, y, edge + 30);
    const free = land.height(x, y);
    if (index < 0) return free;
    const z = road.spots[index]!.z;
    if (distance < edge) return Math.min(free, z - 1.1);
    // From the foot of the wall the land comes back to itself.
    const share = Math.min(1, (distance - edge) / 26);
    return Math.min(free, z - 0.5 + share * share * 30);
  };
  const position = new Float32Array(xs.length * ys.length * 3);
  const heights = new Float32Array(xs.length * ys.length);
  ys.forEach((y, row) => {
    xs.forEach((x, column) => {
      const at = row * xs.length + column;
      heights[at] = height(x, y);
      position.set(up(x, y, heights[at]!), 3 * at);
    });
  });
  const index: number[] = [];
  for (let row = 0; row < ys.length - 1; row++) {
    for (let column = 0; column < xs.length - 1; column++) {
      const [a, b] = [row * xs.length + column, (row + 1) * xs.length + column];
      // The diagonal follows the gentler way, so that shores and ridges do not saw.
      if (Math.abs(heights[a]! - heights[b + 1]!) < Math.abs(heights[a + 1]! - heights[b]!)) index.push(a, a + 1, b + 1, a, b + 1, b);
      else index.push(a, a + 1, b, a + 1, b + 1, b);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(position, 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  const mesh = new Mesh(geometry, painted(land.coat));
  mesh.name = "ground";
  return { mesh, chart: draw(xs, ys, heights), height };
}

function axis(values: number[], { cell, reach }: Land): number[] {
  const [low, high] = [Math.min(...values) - reach, Math.max(...values) + reach];
  const fine = Array.from({ length: Math.ceil((high - low) / cell) + 1 }, (_, i) => low + i * cell);
  const end = fine.at(-1)!;
  return [...[...FAR].reverse().map((far) => low - far), ...fine, ...FAR.map((far) => end + far)];
}

function draw(xs: number[], ys: number[], heights: Float32Array): Chart {
  const skip = FAR.length;
  const [columns, rows] = [xs.length - 2 * skip, ys.length - 2 * skip];
  const texels = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const h = heights[(row + skip) * xs.length + column + skip]!;
      texels[row * columns + column] = Math.max(0, Math.min(255, Math.round(((h + 8) / 16) * 255)));
    }
  }
  const texture = new DataTexture(texels, columns, rows, RedFormat);
  texture.unpackAlignment = 1;
  texture.minFilter = texture.magFilter = LinearFilter;
  texture.needsUpdate = true;
  const [west, south] = [xs[skip]!, ys[skip]!];
  return { texture, west, south, wide: xs[xs.length - 1 - skip]! - west, high: ys[ys.length - 1 - skip]! - south };
}
