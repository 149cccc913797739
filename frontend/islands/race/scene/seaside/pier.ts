/** What stands once in Gullhaven: the pier with its pavilion and wheel, lighthouse, bandstand, grand hotel, the start. */
import { BufferGeometry, Group, Mesh, Vector3, BufferAttribute, DoubleSide } from "three";

import type { Road } from "../../track";
import { Builder, up } from "../build";
import { painted } from "../paint";

type Height = (x: number, y: number) => number;
const CREAM = "#f6eedb", TEAL = "#2c7a78", RED = "#c44a38", IRON = "#3f5a5c", GOLD = "#dcb552", SLATE = "#5a6672";

export function landmarks(road: Road, height: Height): Mesh {
  const made = new Builder();
  pier(made);
  lighthouse(made, 686, 664, height(678, 664));
  bandstand(made, road, 300);
  hotel(made, road);
  gantry(made, road);
  stands(made, road);
  const mesh = new Mesh(made.make(), painted({ name: "plain" }, { vertexColors: true, side: DoubleSide }));
  mesh.name = "landmarks";
  return mesh;
}

function pier(made: Builder): void {
  made.stand(206, -52, 0, -Math.PI / 2 + 0.08);
  const [long, deck] = [250, 4.4];
  made.box(long, 0.5, 13, "#9a7a52", [long / 2, deck - 0.5, 0]).box(long, 0.35, 13.4, IRON, [long / 2, deck - 0.95, 0]);
  made.box(64, 0.5, 44, "#9a7a52", [long + 24, deck - 0.5, 0]).box(64, 0.35, 44.4, IRON, [long + 24, deck - 0.95, 0]);
  for (let x = 6; x < long; x += 12) for (const z of [-5.6, 0, 5.6]) made.post(0.28, 11, IRON, [x, deck - 11, z], 5);
  for (let x = long - 4; x < long + 56; x += 10) for (const z of [-20, -10, 0, 10, 20]) made.post(0.32, 11, IRON, [x, deck - 11, z], 5);
  for (const z of [6.4, -6.4]) {
    made.box(long, 0.09, 0.09, CREAM, [long / 2, deck + 1.1, z]).box(long, 0.06, 0.06, CREAM, [long / 2, deck + 0.6, z]);
    for (let x = 2; x < long; x += 6) made.box(0.1, 1.1, 0.1, CREAM, [x, deck, z]);
    for (let x = 14; x < long; x += 28) made.post(0.09, 4.6, TEAL, [x, deck, z * 0.97], 5).ball(0.38, "#fff3c8", [x, deck + 4.8, z * 0.97]);
  }
  for (const x of [52, 118, 184]) {
    for (const z of [4.2, -4.2]) made.post(1.7, 2.7, CREAM, [x, deck, z], 8).cone(2.3, 1.6, TEAL, [x, deck + 2.7, z], 8).ball(0.2, GOLD, [x, deck + 4.5, z]);
  }
  // The pavilion: a long hall, a great dome and four lesser ones, flags.
  const px = long + 22;
  made.box(40, 6, 26, CREAM, [px, deck, 0]).box(41, 0.6, 27, TEAL, [px, deck + 6, 0]).box(40.4, 0.8, 26.4, RED, [px, deck + 1, 0]);
  for (let x = -18; x <= 18; x += 6) for (const z of [13.1, -13.1]) made.box(2.6, 3.2, 0.3, "#35505c", [px + x, deck + 2.1, z]);
  for (let z = -10; z <= 10; z += 5) made.box(0.3, 3.2, 2.4, "#35505c", [px - 20.1, deck + 2.1, z]);
  made.post(8, 3.2, CREAM, [px, deck + 6.4, 0], 14).dome(8.6, TEAL, [px, deck + 9.6, 0], [1, 0.95, 1], 16).post(0.9, 2, CREAM, [px, deck + 17.4, 0], 8).cone(1.2, 2.4, GOLD, [px, deck + 19.4, 0]);
  for (const [x, z] of [[-17, 10], [17, 10], [-17, -10], [17, -10]] as const) {
    made.post(2.6, 8.4, CREAM, [px + x, deck, z], 8).dome(3, RED, [px + x, deck + 8.4, z], [1, 1.15, 1]).cone(0.4, 1.6, GOLD, [px + x, deck + 11.6, z], 6);
    made.post(0.05, 3, IRON, [px + x, deck + 13, z], 4).box(1.6, 0.9, 0.05, z > 0 ? RED : GOLD, [px + x + 0.8, deck + 15, z]);
  }
  // A helter-skelter by the way.
  made.post(3.2, 14, "#f2d9c0", [long - 14, deck, -15], 12, 1.6).cone(2.4, 3.6, RED, [long - 14, deck + 14, -15], 12);
  for (let i = 0; i < 46; i++) {
    const turn = i * 0.42, r = 3.9 - i * 0.032;
    made.box(1.9, 0.5, 1.2, i % 2 ? RED : GOLD, [long - 14 + Math.cos(turn) * r, deck + 1 + i * 0.27, -15 + Math.sin(turn) * r], [0, -turn - Math.PI / 2, 0]);
  }
}

/** The big wheel at the pier's head; it turns. */
export function wheel(): Group {
  const whole = new Group();
  const spokes = new Builder();
  const r = 19;
  for (let i = 0; i < 20; i++) {
    const turn = (i / 20) * Math.PI * 2;
    for (const z of [1.4, -1.4]) {
      spokes.box(r, 0.18, 0.18, CREAM, [Math.cos(turn) * r * 0.5, Math.sin(turn) * r * 0.5 - 0.09, z], [0, 0, turn]);
      spokes.box((r * Math.PI * 2) / 20, 0.3, 0.3, i % 2 ? RED : CREAM, [Math.cos(turn + 0.157) * r, Math.sin(turn + 0.157) * r, z], [0, 0, turn + 0.157 + Math.PI / 2]);
    }
    spokes.ball(1.15, [TEAL, GOLD, RED, CREAM][i % 4]!, [Math.cos(turn) * (r + 0.4), Math.sin(turn) * (r + 0.4), 0], [1, 1.1, 1.4], 1);
  }
  spokes.post(0.9, 4.4, GOLD, [0, -2.2, 0], 10);
  const turning = new Mesh(spokes.make(), painted({ name: "plain" }, { vertexColors: true }));
  turning.name = "wheel";
  const legs = new Builder();
  for (const z of [3, -3]) for (const lean of [0.34, -0.34]) legs.box(0.7, 25, 0.7, TEAL, [lean * 24 * 0.5, -23.4, z], [0, 0, lean]);
  const standing = new Mesh(legs.make(), painted({ name: "plain" }, { vertexColors: true }));
  standing.name = "wheel legs";
  whole.add(turning, standing);
  whole.position.copy(new Vector3(...up(240, -318, 27)));
  whole.rotation.y = 0.9;
  whole.userData["turns"] = turning;
  return whole;
}

function lighthouse(made: Builder, x: number, y: number, z: number): void {
  made.stand(x, y, z - 1);
  for (let i = 0; i < 6; i++) made.post(3.4 - i * 0.26, 3.4, i % 2 ? RED : "#fbf8ef", [0, i * 3.4, 0], 14, 3.4 - (i + 1) * 0.26);
  made.post(2.9, 0.4, IRON, [0, 20.4, 0], 14).post(1.5, 2.4, "#ffe9a8", [0, 20.8, 0], 10).cone(2, 1.8, RED, [0, 23.2, 0], 12).ball(0.25, GOLD, [0, 25.2, 0]);
  made.box(9, 3.4, 6, "#fbf8ef", [-8, 0, 0]).add(gable(9.6, 2.2, 6.6), SLATE, [-8, 3.4, 0]);
}

function gable(w: number, h: number, d: number): BufferGeometry {
  return new Builder().gable(d, h, w, "#fff").make().rotateY(Math.PI / 2);
}

function bandstand(made: Builder, road: Road, metres: number): void {
  const spot = road.at(metres);
  const offset = -(road.circuit.half_width + road.circuit.wall + 13);
  made.stand(spot.x - spot.ty * offset, spot.y + spot.tx * offset, spot.z - 0.4, Math.atan2(spot.ty, spot.tx));
  made.post(5.2, 1, CREAM, [0, 0, 0], 8);
  for (let i = 0; i < 8; i++) made.post(0.14, 3.6, TEAL, [Math.cos((i * Math.PI) / 4) * 4.6, 1, Math.sin((i * Math.PI) / 4) * 4.6], 6);
  made.cone(5.8, 1.7, RED, [0, 4.6, 0], 8).dome(2.1, TEAL, [0, 5.9, 0], [1, 0.8, 1], 8).cone(0.3, 1.5, GOLD, [0, 7.4, 0], 6);
}

function hotel(made: Builder, road: Road): void {
  const spot = road.at(505);
  const offset = 42;
  made.stand(spot.x - spot.ty * offset, spot.y + spot.tx * offset, spot.z - 1, Math.atan2(spot.ty, spot.tx));
  made.box(58, 18, 16, "#fbf5e6").box(59, 0.8, 17, "#e7dcc4", [0, 18, 0]).box(60, 0.6, 18, "#e7dcc4", [0, 4.4, 0]);
  for (const x of [-26, 0, 26]) made.box(11, 22, 18, "#f6ecd6", [x, 0, 0.6]).dome(5.4, x ? SLATE : TEAL, [x, 22, 0.6], [1, 1.2, 1], 10).cone(0.4, 3, GOLD, [x, 28, 0.6], 6);
  for (let x = -27; x <= 27; x += 3) for (let floor = 0; floor < 5; floor++) made.box(1.4, 2.1, 0.3, "#48606e", [x, 1.4 + floor * 3.5, Math.abs(x) < 6 || Math.abs(x) > 20 ? 9.55 : 8.05]);
}

function gantry(made: Builder, road: Road): void {
  const spot = road.at(0);
  const wide = road.circuit.half_width + 4;
  made.stand(spot.x, spot.y, spot.z, Math.atan2(spot.ty, spot.tx));
  for (const z of [wide, -wide]) made.box(0.7, 7.4, 0.7, CREAM, [0, 0, z]).box(1.1, 1, 1.1, TEAL, [0, 0, z]).ball(0.6, GOLD, [0, 7.9, z]);
  made.box(0.5, 1.5, wide * 2, TEAL, [0, 5.9, 0]).box(0.6, 0.16, wide * 2, GOLD, [0, 5.75, 0]).box(0.6, 0.16, wide * 2, GOLD, [0, 7.4, 0]);
  for (let i = -4; i <= 4; i++) made.ball(0.32, i % 2 ? "#fff3c8" : "#ffd76a", [-0.35, 6.65, i * 2.1], [0.6, 1, 1]);
}

/** Flags across the road: triangles on a line. */
export function bunting(road: Road, places: number[]): Mesh {
  const [position, colour]: [number[], number[]] = [[], []];
  const tones = [[0.56, 0.06, 0.04], [0.92, 0.88, 0.78], [0.03, 0.24, 0.27], [0.82, 0.5, 0.06]];
  for (const metres of places) {
    const spot = road.at(metres);
    const wide = road.circuit.half_width + road.circuit.wall + 1.5;
    const point = (share: number, drop: number): [number, number, number] => {
      const offset = wide * (1 - 2 * share);
      return up(spot.x - spot.ty * offset, spot.y + spot.tx * offset, spot.z + 5.4 - 1.6 * Math.sin(share * Math.PI) - drop);
    };
    for (let i = 0; i < 24; i++) {
      const share = i / 24;
      position.push(...point(share, 0), ...point(share + 0.034, 0), ...point(share + 0.017, 0.85));
      for (let corner = 0; corner < 3; corner++) colour.push(...tones[i % 4]!);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(position), 3));
  geometry.setAttribute("color", new BufferAttribute(new Float32Array(colour), 3));
  geometry.computeVertexNormals();
  const mesh = new Mesh(geometry, painted({ name: "cloth" }, { vertexColors: true, side: DoubleSide }));
  mesh.name = "bunting";
  return mesh;
}

function stands(made: Builder, road: Road): void {
  for (const metres of [40, 76]) {
    const spot = road.at(metres);
    const offset = road.circuit.half_width + road.circuit.wall + 3.4;
    made.stand(spot.x - spot.ty * offset, spot.y + spot.tx * offset, spot.z - 0.4, Math.atan2(spot.ty, spot.tx));
    for (let row = 0; row < 4; row++) {
      made.box(30, 0.55, 1.1, "#e7dcc4", [0, 0.4 + row * 0.55, -1.1 * (row - 3) - 2.2]);
      for (let seat = 0; seat < 30; seat += 1) {
        if ((seat * 7 + row * 5 + metres) % 4 === 0) continue;
        const tone = ["#d9604a", "#2f8f9d", "#f2c14e", "#f7f1e3", "#6f95cf", "#4b5563", "#c94f6d"][(seat * 3 + row * 11) % 7]!;
        made.box(0.42, 0.8, 0.34, tone, [seat - 14.5, 0.95 + row * 0.55, -1.1 * (row - 3) - 2.2]).ball(0.17, (seat + row) % 3 ? "#e8bfa0" : "#8d5b3f", [seat - 14.5, 1.95 + row * 0.55, -1.1 * (row - 3) - 2.2], [1, 1.1, 1], 0);
      }
    }
    for (const x of [-14, 0, 14]) made.post(0.12, 4.6, TEAL, [x, 0, 1.4], 6);
    made.box(31, 0.16, 6.4, "#efe4cf", [0, 4.8, -0.9], [0.09, 0, 0]);
  }
}
