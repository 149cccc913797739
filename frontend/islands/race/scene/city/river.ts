/** Night River's ground: a city on flat land, a broad river along it, a creek that runs under the high road into a pond. */
import type { Road } from "../../track";
import { noise, smooth } from "../chance";
import type { Land } from "../ground";

const CREEK: [number, number, number][] = [[-40, 2600, 26], [-52, 900, 24], [-74, 700, 22], [-104, 610, 26], [-128, 566, 52]];
export const BANK = -34;
export const FAR_BANK = -318;

/** Metres from the water, below 0 on it. */
export function dry(x: number, y: number): number {
  const bank = BANK - 6 * smooth(0, 500, Math.abs(x)) + noise(x * 0.01, 3) * 2;
  let best = Math.max(y - bank, FAR_BANK + noise(x * 0.006, 9) * 14 - y);
  for (let i = 0; i < CREEK.length - 1; i++) {
    const [[ax, ay, ar], [bx, by, br]] = [CREEK[i]!, CREEK[i + 1]!];
    const [dx, dy] = [bx - ax, by - ay];
    const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    best = Math.min(best, Math.hypot(x - ax - share * dx, y - ay - share * dy) - (ar + (br - ar) * share));
  }
  return best;
}

export function city(_road: Road): Land {
  return { height: (x, y) => -3.4 + 5.8 * smooth(-3, 3.5, dry(x, y)), coat: COAT, cell: 13, reach: 150 };
}

const COAT = {
  name: "city-ground",
  colour: /* glsl */ `
  vec2 p = vWorld.xz;
  float mid = grain(p * .06), fine = mix(.5, grain(p * 1.2), near(p.x * 1.2));
  vec3 c = mix(vec3(.13, .13, .16), vec3(.19, .185, .21), mid) * (.85 + .3 * fine);
  vec2 slab = p / 4.;
  c *= .86 + .14 * band(fract(slab.x) - .5, .48) * band(fract(slab.y) - .5, .48);
  float park = smoothstep(.56, .64, grain(p * .014 + 4.));
  c = mix(c, mix(vec3(.07, .12, .08), vec3(.12, .17, .1), fine), park);
  c = mix(c, vec3(.2, .19, .2) * (.8 + .4 * hash(floor(vec2(p.x + p.y, vWorld.y * 3.)))), smoothstep(2.2, 1.2, vWorld.y));
  diffuseColor.rgb = pow(c, vec3(2.2));`,
  glow: /* glsl */ `
  // Lamps that are too far to be drawn leave their pools.
  vec2 block = vWorld.xz / 26.;
  vec2 lamp = (fract(block) - .5) * 26.;
  float kind = hash(floor(block) + 2.);
  totalEmissiveRadiance += mix(vec3(1., .6, .25), mix(vec3(.3, .5, 1.), vec3(1., .3, .6), step(.5, kind)), step(.7, kind)) * exp(-dot(lamp, lamp) * .016) * .028 * step(2., vWorld.y);`,
};
