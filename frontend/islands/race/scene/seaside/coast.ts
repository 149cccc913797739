/** Gullhaven's coast: where the sea begins, how the land rises behind it, and how both are coloured. */
import type { Road } from "../../track";
import { noise, smooth } from "../chance";
import type { Land } from "../ground";

/** Land lies to the left of this line. */
const SHORE: [number, number][] = [
  [-4000, -420], [-1400, -230], [-620, -110], [-300, -66], [-120, -44], [40, -52], [200, -60], [360, -44], [472, 2], [534, 54], [560, 112], [560, 186],
  [544, 262], [486, 326], [396, 346], [348, 402], [388, 462], [492, 508], [596, 520], [672, 590], [706, 676], [676, 774], [640, 850], [700, 960], [900, 1300], [1300, 2000], [2400, 5000],
];

/** Metres from the shore, above 0 on land. */
export function inland(x: number, y: number): number {
  let [best, side] = [Infinity, 1];
  for (let i = 0; i < SHORE.length - 1; i++) {
    const [[ax, ay], [bx, by]] = [SHORE[i]!, SHORE[i + 1]!];
    const [dx, dy] = [bx - ax, by - ay];
    const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    const away = Math.hypot(x - ax - share * dx, y - ay - share * dy);
    if (away < best) {
      best = away;
      side = dx * (y - ay) - dy * (x - ax) > 0 ? 1 : -1;
    }
  }
  return best * side + noise(x * 0.03, y * 0.03) * 5;
}

export function coast(road: Road): Land {
  // How high the land is meant to be: the road's own height nearby, and downs behind.
  const level = (x: number, y: number): number => {
    let [sum, weight] = [0, 0];
    for (let i = 0; i < road.count; i += 6) {
      const spot = road.spots[i]!;
      const w = 1 / ((spot.x - x) ** 2 + (spot.y - y) ** 2 + 400) ** 1.6;
      sum += spot.z * w;
      weight += w;
    }
    return sum / weight;
  };
  const height = (x: number, y: number): number => {
    const shore = inland(x, y);
    if (shore < -60) return -7;
    const { distance } = road.nearest(x, y, 260);
    const far = Math.hypot(Math.max(0, Math.abs(x - 190) - 440), Math.max(0, Math.abs(y - 400) - 420));
    const downs = smooth(30, 260, distance) * (4 + 5 * noise(x * 0.012, y * 0.012)) + smooth(0, 900, far) * (46 + 40 * noise(x * 0.0022 + 5, y * 0.0022));
    const land = level(x, y) + downs * smooth(20, 160, shore);
    const cliff = smooth(5, 10, land);
    const width = 40 + (9 - 40) * cliff;
    const rise = smooth(0, width, shore);
    return (land + 0.6 * cliff) * rise + (shore < 0 ? Math.max(-7, shore * 0.16) : shore * 0.05 * (1 - rise)) - 0.25;
  };
  return { height, coat: COAT, cell: 11.5, reach: 180 };
}

const COAT = {
  name: "coast",
  shared: "varying vec3 vUp;",
  vertex: "vUp = objectNormal;",
  colour: /* glsl */ `
  float steep = 1. - normalize(vUp).y, h = vWorld.y;
  vec2 p = vWorld.xz;
  float broad = grain(p * .012), mid = grain(p * .07), fine = mix(.5, grain(p * 1.3), near(p.x * 1.3));
  vec3 meadow = mix(vec3(.33, .47, .17), vec3(.5, .58, .26), mid * .6 + fine * .25);
  meadow = mix(meadow, vec3(.62, .62, .3), smoothstep(.55, .75, broad) * .6);
  // Fields: each its own green, a darker line between.
  vec2 field = p / vec2(74., 58.) + .35 * vec2(grain(p * .011), grain(p * .013 + 7.));
  float own = hash(floor(field)), hedge = 1. - band(fract(field.x) - .5, .475) * band(fract(field.y) - .5, .47);
  float open = smoothstep(11., 17., h);
  meadow = mix(meadow, mix(meadow, mix(vec3(.43, .52, .2), vec3(.66, .6, .3), own), .55), open);
  meadow = mix(meadow, vec3(.17, .27, .1), hedge * open * .75);
  vec3 sand = mix(vec3(.87, .77, .56), vec3(.79, .68, .49), mid) * (.93 + .14 * fine);
  sand = mix(sand, vec3(.6, .53, .42), smoothstep(.5, .0, h));
  float pebbles = smoothstep(.5, 1.6, h) * smoothstep(2.6, 1.7, h);
  sand = mix(sand, vec3(.74, .7, .63) * (.75 + .5 * hash(floor(p * 1.7))), pebbles * .6 * near(p.x * 1.2));
  vec3 land = mix(sand, meadow, smoothstep(1.5, 2.5, h + mid * .8));
  // Chalk: white, in beds, with lines of flint and a green lip.
  float beds = grain(vec2(h * .9 + mid * 2., mid * 3.)), flint = band(fract(h * .31 + mid * .4) - .5, .035) * step(.35, fine);
  vec3 chalk = mix(vec3(.97, .955, .9), vec3(.82, .81, .76), beds * .7) * (1. - .4 * flint) * (.9 + .16 * grain(vec2(p.x + p.y, h) * vec2(.35, .06)));
  chalk = mix(chalk, vec3(.55, .58, .4), smoothstep(.8, .1, h) * .6);
  land = mix(land, chalk, smoothstep(.24, .36, steep) * smoothstep(.6, 1.6, h));
  diffuseColor.rgb = pow(land, vec3(2.2));`,
};
