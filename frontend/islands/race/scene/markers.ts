/** What tells a driver how fast they go and where the road will turn: posts along it, arrows on the outside of bends. */
import { DoubleSide, type Object3D } from "three";

import type { Road } from "../track";
import { Builder } from "./build";
import { sectors, type Stand } from "./crowd";
import { painted } from "./paint";

export function markers(road: Road): Object3D[] {
  const isNight = road.circuit.is_night;
  const post = new Builder().box(0.14, 0.95, 0.14, "#ffffff");
  const board = new Builder().box(0.1, 1.3, 2.3, "#ffffff", [0, 0.55, 0]).box(0.09, 0.6, 0.09, "#555b60", [0, 0, 0.8]).box(0.09, 0.6, 0.09, "#555b60", [0, 0, -0.8]);
  const arrow = painted(
    {
      name: `arrows-${isNight}`, shared: "varying vec3 vOwn;", vertex: "vOwn = transformed;",
      colour: `float at = vOwn.z * sign(diffuseColor.r - .5); float v = step(.5, fract((at + abs(vOwn.y - 1.2)) * .95)); diffuseColor.rgb = vOwn.y < .5 ? vec3(.1) : mix(${isNight ? "vec3(.02), vec3(1., .62, .05)" : "vec3(.9), vec3(.62, .03, .02)"}, v);`,
      glow: isNight ? "totalEmissiveRadiance += diffuseColor.rgb * .8 * step(.5, vOwn.y);" : "",
    },
    { side: DoubleSide },
  );
  const banded = painted({
    name: `posts-${isNight}`, shared: "varying vec3 vOwn;", vertex: "vOwn = transformed;",
    colour: `diffuseColor.rgb = mix(vec3(.9, .89, .83), ${isNight ? "vec3(1., .3, .05)" : "vec3(.55, .05, .03)"}, band(vOwn.y - .75, .11));`,
    glow: isNight ? "totalEmissiveRadiance += vec3(1., .3, .05) * band(vOwn.y - .75, .11);" : "",
  });
  const [posts, boards]: [Stand[], Stand[]] = [[], []];
  const edge = road.circuit.half_width + road.circuit.wall;
  for (let metres = 0; metres < road.length; metres += 16) {
    const spot = road.at(metres);
    const { index } = road.nearest(spot.x, spot.y, 20);
    const bend = (road.bends[road.wrap(index - 2)]! + road.bends[road.wrap(index)]! + road.bends[road.wrap(index + 2)]!) / 3;
    const angle = Math.atan2(spot.ty, spot.tx);
    for (const side of [1, -1]) {
      const at = (offset: number): { x: number; y: number; z: number; angle: number } => ({ x: spot.x - spot.ty * offset * side, y: spot.y + spot.tx * offset * side, z: spot.z, angle });
      const isOutside = bend * side < -0.0085;
      if (isOutside) boards.push({ ...at(edge - 0.7), angle: angle - side * 0.35, colour: side > 0 ? "#ffffff" : "#000000" });
      else posts.push(at(edge - 0.4));
    }
  }
  return [sectors("posts", post.make(), banded, posts, 240), sectors("arrows", board.make(), arrow, boards, 420)];
}
