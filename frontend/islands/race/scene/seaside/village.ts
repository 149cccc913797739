/** Up on the downs: flint cottages, a church, a windmill, flowers on the verge. */
import { BoxGeometry, DoubleSide, Mesh, type Object3D } from "three";

import type { Road } from "../../track";
import { Builder } from "../build";
import { chance } from "../chance";
import { sectors, type Stand } from "../crowd";
import { painted } from "../paint";
import { inland } from "./coast";
import { isClear } from "./front";

type Height = (x: number, y: number) => number;

export function village(road: Road, height: Height): Object3D[] {
  const cottage = new Builder().box(6, 3.4, 9, "#d9d3c4").gable(6.8, 3, 9.6, "#a4552f", [0, 3.4, 0]).box(1, 3, 1, "#9a5a3c", [0, 4.6, 3.4]).box(2, 2, 1.4, "#d9d3c4", [3.2, 0, 0]);
  for (const z of [-3, 0, 3]) for (const x of [3.02, -3.02]) cottage.box(0.1, 1.2, 1.1, z ? "#3f5560" : "#5c1f1c", [x, z ? 1.1 : 0, z]);
  const random = chance(88);
  const homes: Stand[] = [];
  const tints = ["#ffffff", "#f3e6d0", "#fff3e0", "#e9e4da"];
  for (const [from, to] of [[1000, 1170], [1880, 2180], [2420, 2640], [2780, 2900]] as const) {
    for (let metres = from; metres < to; metres += 24 + random() * 16) {
      const spot = road.at(metres);
      for (const side of [1, -1]) {
        const offset = side * (27 + random() * 14);
        const [x, y] = [spot.x - spot.ty * offset, spot.y + spot.tx * offset];
        if (random() < 0.35 || inland(x, y) < 24 || !isClear(road, x, y, 23)) continue;
        homes.push({ x, y, z: height(x, y) - 0.3, angle: Math.atan2(spot.ty, spot.tx) + Math.PI / 2 + (random() - 0.5) * 0.5, colour: tints[Math.floor(random() * 4)]! });
      }
    }
  }
  const made = new Builder();
  const place = (metres: number, offset: number): [number, number, number, number] => {
    const spot = road.at(metres);
    const [x, y] = [spot.x - spot.ty * offset, spot.y + spot.tx * offset];
    return [x, y, height(x, y) - 0.3, Math.atan2(spot.ty, spot.tx)];
  };
  made.stand(...place(2080, 48)).box(18, 6, 8, "#a9a597").box(6, 13, 6, "#b3afa2", [-11, 0, 0]).cone(4.2, 15, "#6b6f78", [-11, 13, 0], 4, Math.PI / 4);
  made.add(new Builder().gable(9, 4.4, 18.4, "#fff").make().rotateY(Math.PI / 2), "#8a5a44", [0, 6, 0]);
  for (const x of [-4, 0, 4, 7]) made.box(1, 3, 0.2, "#31404a", [x, 1.6, 4.05]).box(1, 3, 0.2, "#31404a", [x, 1.6, -4.05]);
  made.stand(...place(1640, 62)).post(4.4, 12, "#f7f3e8", [0, 0, 0], 10, 2.9).dome(3.2, "#3c4046", [0, 12, 0], [1, 0.9, 1], 10);
  for (let arm = 0; arm < 4; arm++) {
    const turn = (arm * Math.PI) / 2 + 0.4;
    made.add(new BoxGeometry(0.35, 10, 0.25).translate(0, 5, 0), "#6b5136", [0, 13, 4], [0, 0, turn]);
    made.add(new BoxGeometry(1.8, 7, 0.1).translate(1, 6, 0), "#f3ead4", [0, 13, 4.1], [0, 0, turn]);
  }
  const stones = new Mesh(made.make(), painted({ name: "plain" }, { vertexColors: true, side: DoubleSide }));
  stones.name = "village";
  const flower = new Builder().ball(0.16, "#ffffff", [0, 0.32, 0], [1, 0.7, 1], 0);
  const blooms: Stand[] = [];
  const tones = ["#e0554a", "#f6d55c", "#ffffff", "#b06fc4", "#f08fb0"];
  const edge = road.circuit.half_width + road.circuit.wall;
  for (let metres = 660; metres < road.length - 240; metres += 2.9) {
    const spot = road.at(metres);
    if (Math.sin(metres * 0.045) + random() < 0.5) continue;
    const side = random() < 0.5 ? 1 : -1;
    const offset = side * (edge - 2.6 + random() * 2.6);
    const size = 0.8 + random() * 0.9;
    blooms.push({ x: spot.x - spot.ty * offset, y: spot.y + spot.tx * offset, z: spot.z, size: [size, size, size], colour: tones[Math.floor(random() * 5)]! });
  }
  const plain = (): ReturnType<typeof painted> => painted({ name: "plain" }, { vertexColors: true });
  return [sectors("cottages", cottage.make(), plain(), homes, 700), stones, sectors("flowers", flower.make(), plain(), blooms, 110)];
}
