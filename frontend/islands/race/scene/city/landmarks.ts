/** What stands once by the Night River: three towers of nobody's but ours, an arch at the start, a pavilion on the pond. */
import { CylinderGeometry, DoubleSide, Group, Mesh, MeshBasicMaterial } from "three";

import type { Road } from "../../track";
import { Builder } from "../build";
import { painted } from "../paint";
import { FAR_BANK } from "./river";

const NIGHT = "#14162a", GOLD = "#ffc45a", JADE = "#3fe0c0", ROSE = "#ff5f9e", ICE = "#8fd0ff", LACQUER = "#7c1d18";

export function landmarks(road: Road): Group {
  const [solid, lit] = [new Builder(), new Builder()];
  for (const part of [reed, drum, gate]) part(solid, lit);
  arch(solid, lit, road);
  pavilion(solid, lit, -128, 566);
  const whole = new Group();
  const stone = new Mesh(solid.make(), painted({ name: "plain" }, { vertexColors: true, side: DoubleSide }));
  const light = new Mesh(lit.make(), new MeshBasicMaterial({ vertexColors: true }));
  stone.name = "landmarks";
  light.name = "landmarks lit";
  const below = new Group();
  const double = light.clone();
  double.material = new MeshBasicMaterial({ vertexColors: true, side: DoubleSide });
  double.userData["isWater"] = true;
  below.add(double);
  below.scale.y = -1;
  whole.add(stone, light, below);
  return whole;
}

/** Slabs that turn as they rise, each edged with light. */
function reed(solid: Builder, lit: Builder): void {
  for (let i = 0; i < 46; i++) {
    const [turn, wide] = [i * 0.052, 34 * (1 - i * 0.0115)];
    for (const [builder, tone, grow, high] of [[solid, NIGHT, 1, 5], [lit, i % 6 === 5 ? GOLD : ICE, 1.015, i % 6 === 5 ? 1.1 : 0.34]] as const) {
      builder.stand(-150, FAR_BANK - 74, 2 + i * 5.1, turn).box(wide * grow, high, wide * 0.82 * grow, tone);
    }
  }
  lit.stand(-150, FAR_BANK - 74, 236).cone(2.2, 42, ICE, [0, 0, 0], 6);
}

/** A paper lantern as a tower: drums between rings. */
function drum(solid: Builder, lit: Builder): void {
  const girth = [9, 12, 15, 17, 18, 18, 17, 15, 12, 9];
  girth.forEach((r, i) => {
    const above = girth[i + 1] ?? 5;
    solid.stand(60, FAR_BANK - 58, 0).add(new CylinderGeometry(above * 0.98, r * 0.98, 13, 16), "#2a1230", [0, 34 + i * 13.4 + 6.5, 0]);
    lit.stand(60, FAR_BANK - 58, 0).add(new CylinderGeometry(r + 0.5, r + 0.5, 0.9, 20), i % 2 ? ROSE : GOLD, [0, 34 + i * 13.4, 0]);
    for (let side = 0; side < 16; side++) {
      const turn = (side / 16) * Math.PI * 2;
      lit.box(0.45, 12, 0.45, ROSE, [Math.cos(turn) * (r + above) * 0.5, 34.8 + i * 13.4, Math.sin(turn) * (r + above) * 0.5]);
    }
  });
  for (let side = 0; side < 5; side++) {
    const turn = (side / 5) * Math.PI * 2;
    solid.stand(60, FAR_BANK - 58, 0).post(1.6, 36, NIGHT, [Math.cos(turn) * 8.5, 0, Math.sin(turn) * 8.5], 6);
    lit.stand(60, FAR_BANK - 58, 0).box(0.5, 36, 0.5, GOLD, [Math.cos(turn) * 10.2, 0, Math.sin(turn) * 10.2]);
  }
  solid.stand(60, FAR_BANK - 58, 168).post(2, 30, NIGHT, [0, 0, 0], 8, 0.4);
  lit.stand(60, FAR_BANK - 58, 196).ball(2.6, GOLD);
}

/** Two leaning blades with a round moon gate between them. */
function gate(solid: Builder, lit: Builder): void {
  for (const side of [1, -1]) {
    for (let i = 0; i < 30; i++) {
      const out = 13 + 9 * Math.sin((i / 29) * Math.PI) * (i > 6 && i < 24 ? 1 : 0.6);
      solid.stand(-340, FAR_BANK - 62, 2 + i * 5, 0.2).box(13 - i * 0.1, 5, 20, NIGHT, [side * out, 0, 0]);
      lit.stand(-340, FAR_BANK - 62, 2 + i * 5, 0.2).box(0.5, 4.6, 0.5, JADE, [side * (out + 6.6), 0, 10.2]).box(12, 0.22, 20.3, JADE, [side * out, 0, 0]);
    }
  }
  solid.stand(-340, FAR_BANK - 62, 150, 0.2).box(44, 14, 20, NIGHT);
  lit.stand(-340, FAR_BANK - 62, 157, 0.2).box(44.4, 1, 20.4, JADE);
}

/** An arch of five roofs where the lap begins. */
function arch(solid: Builder, lit: Builder, road: Road): void {
  const spot = road.at(0);
  const wide = road.circuit.half_width + 5.2;
  const place = [spot.x, spot.y, spot.z, Math.atan2(spot.ty, spot.tx)] as const;
  solid.stand(...place);
  lit.stand(...place);
  for (const z of [wide, wide * 0.999 - 3.4, -wide, -wide * 0.999 + 3.4]) solid.box(0.9, Math.abs(z) > wide - 1 ? 8 : 9.6, 0.9, LACQUER, [0, 0, z]).box(1.5, 1.2, 1.5, "#4a4a55", [0, 0, z]);
  solid.box(0.8, 1.4, wide * 2, LACQUER, [0, 7.4, 0]).box(0.7, 0.7, wide * 2 - 7, LACQUER, [0, 9.4, 0]);
  lit.box(0.9, 0.12, wide * 2, GOLD, [0, 7.3, 0]).box(0.9, 0.12, wide * 2, GOLD, [0, 8.8, 0]).box(0.86, 0.9, 7, "#ffdf9a", [0, 7.65, 0]);
  for (const [z, span, high] of [[0, 12, 10.1], [wide - 1.7, 6.4, 8.9], [-wide + 1.7, 6.4, 8.9]] as const) roof(solid, lit, z, span, high);
}

function roof(solid: Builder, lit: Builder, z: number, span: number, high: number): void {
  for (let i = -6; i <= 6; i++) {
    const lift = (Math.abs(i) / 6) ** 3 * 1.1;
    solid.box(3.4 - Math.abs(i) * 0.06, 0.3, span / 12, "#1d3a38", [0, high + lift, z + (i / 6) * span * 0.5]).box(1.8, 0.5, span / 12, "#1d3a38", [0, high + 0.3 + lift * 0.8, z + (i / 6) * span * 0.46]);
    lit.box(0.14, 0.14, span / 12, GOLD, [1.75, high + lift, z + (i / 6) * span * 0.5]).box(0.14, 0.14, span / 12, GOLD, [-1.75, high + lift, z + (i / 6) * span * 0.5]);
  }
}

function pavilion(solid: Builder, lit: Builder, x: number, y: number): void {
  for (const [floor, size] of [[0, 9], [1, 6.6], [2, 4.4]] as const) {
    const base = 0.6 + floor * 5;
    solid.stand(x, y, base, 0.4).box(size * 2, 0.4, size * 2, "#4a4a55");
    lit.stand(x, y, base + 0.4, 0.4).box(size * 1.3, 3, size * 1.3, "#ffb85a");
    for (const [sx, sz] of [[1, 1], [1, -1], [-1, 1], [-1, -1]] as const) solid.post(0.25, 3.6, LACQUER, [sx * size * 0.8, 0.4, sz * size * 0.8], 6);
    solid.cone(size * 1.55, 2.6, "#16302e", [0, 3.9, 0], 4, Math.PI / 4);
    for (const side of [1, -1]) {
      lit.box(size * 2.1, 0.16, 0.16, GOLD, [0, 3.5, side * size * 1.06]).box(0.16, 0.16, size * 2.1, GOLD, [side * size * 1.06, 3.5, 0]);
      for (const z of [1, -1]) lit.ball(0.4, "#ff3a1f", [side * size * 1.06, 2.6, z * size * 1.06], [1, 0.9, 1], 1);
    }
  }
  lit.stand(x, y, 19).ball(0.8, GOLD);
}
