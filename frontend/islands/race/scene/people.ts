/** Who came to look: rows of people in one piece of plane, painted there; flags on poles; banners across the road. */
import { BufferAttribute, BufferGeometry, CanvasTexture, DoubleSide, LinearMipmapLinearFilter, Mesh, MeshBasicMaterial, MeshLambertMaterial, type Object3D, PlaneGeometry, SRGBColorSpace } from "three";

import type { Road } from "../track";
import { Builder, up } from "./build";
import { chance } from "./chance";
import { sectors, type Stand } from "./crowd";
import { painted } from "./paint";

const LONG = 7;

/** Where people stand: from, to in metres of the lap, on the left (1) or the right (−1). */
export type Span = readonly [from: number, to: number, side: number];

/** Two rows of people, each with a coat, a way of standing and, one in three, something to cheer about. */
const PEOPLE = /* glsl */ `
vec3 c = vec3(0.); float shown = 0., lamp = 0.;
float seed = floor(vSeed0.x * 3.1) + floor(vSeed0.y * 1.7);
for (int row = 0; row < 2; row++) {
  float back = 1. - float(row);
  float place = vOwn.x / .66 + back * .5, who = floor(place);
  float a = hash(vec2(who + seed, 3. + back * 11.)), b = hash(vec2(who * 1.7, seed + 5. + back)), d = hash(vec2(seed - who, 9. + back * 3.));
  float x = (fract(place) - .5) * .66, tall = 1.48 + .3 * b + back * .42;
  float y = vOwn.y - max(0., sin(time * (5. + 3. * a) + a * 40.)) * .13 * step(.66, a);
  float broad = mix(.13, .2, smoothstep(tall - .3, tall - .48, y)) - .03 * step(y, .8);
  float body = step(abs(x), broad) * step(y, tall - .27);
  float head = step(length(vec2(x * 1.15, y - tall + .14)), .13);
  float arms = step(.66, a) * step(abs(abs(x) - .2 - .1 * (y - tall + .4)), .045) * step(tall - .5, y) * step(y, tall + .16);
  float here = max(max(body, head), arms) * step(.14, d);
  vec3 coat = mix(.5 + .42 * cos(6.283 * (b + vec3(0., .36, .67))), vec3(.93, .9, .82), step(.72, d) * .85);
  coat = mix(coat, vec3(.13, .16, .22), step(.82, a) * .9);
  vec3 skin = mix(vec3(.93, .76, .62), vec3(.42, .27, .18), d);
  vec3 tone = y < .8 ? vec3(.16, .18, .24) : head > .5 ? (y > tall - .1 ? mix(vec3(.12, .08, .06), vec3(.6, .45, .25), b * b) : skin) : arms > .5 && y > tall - .1 ? skin : coat;
  tone *= .8 + .2 * smoothstep(-.2, .2, x);
  c = mix(c, tone * (1. - .22 * back), here);
  lamp = mix(lamp, step(.9, b) * step(length(vec2(x - .12, y - tall + .42)), .045), here);
  shown = max(shown, here);
}
if (shown < .5) discard;
diffuseColor.rgb = pow(c, vec3(2.2));`;

export function people(road: Road, spans: readonly Span[], time: { value: number }, ground: (x: number, y: number) => number): Object3D {
  const isNight = road.circuit.is_night;
  const shape = new PlaneGeometry(LONG, 2.3).translate(0, 1.15, 0);
  const material = painted(
    {
      name: `people-${isNight}`, shared: "varying vec3 vOwn; varying vec2 vSeed0; uniform float time;", vertex: "vOwn = transformed; vSeed0 = instanceMatrix[3].xz;", colour: PEOPLE, uniforms: { time },
      glow: isNight ? "totalEmissiveRadiance += diffuseColor.rgb * vec3(1., .7, .45) * .75 + vec3(.75, .88, 1.) * lamp * 1.6;" : "totalEmissiveRadiance += diffuseColor.rgb * .16;",
    },
    { side: DoubleSide },
  );
  const random = chance(97);
  const stands: Stand[] = [];
  const edge = road.circuit.half_width + road.circuit.wall;
  for (const [from, to, side] of spans) {
    for (let metres = from; metres < to; metres += LONG + random() * 4) {
      const spot = road.at(metres);
      const offset = (edge + 2.6 + random()) * side;
      const [x, y] = [spot.x - spot.ty * offset, spot.y + spot.tx * offset];
      if (ground(x, y) < spot.z - 2.6) continue;
      stands.push({ x, y, z: spot.z - 0.3, angle: Math.atan2(spot.ty, spot.tx) });
    }
  }
  return sectors("people", shape, material, stands, 300);
}

/** Along the outside of every bend, but for where nobody can stand. */
export function bendsOf(road: Road, least = 0.0075): Span[] {
  const found: Span[] = [];
  const step = 14;
  for (let metres = 0; metres < road.length; metres += step) {
    const spot = road.at(metres);
    const { index } = road.nearest(spot.x, spot.y, 20);
    const bend = (road.bends[road.wrap(index - 3)]! + road.bends[road.wrap(index)]! + road.bends[road.wrap(index + 3)]!) / 3;
    if (Math.abs(bend) > least) found.push([metres, metres + step, bend > 0 ? -1 : 1]);
  }
  return found;
}

const CLOTH = ["#e8c547", "#c8452f", "#17606f", "#f8f3e8"];

/** Tall flags that the wind holds out. */
export function flags(road: Road, spans: readonly Span[], time: { value: number }): Object3D {
  const isNight = road.circuit.is_night;
  const made = new Builder().post(0.05, 5.2, "#d9d6cc", [0, 0, 0], 4, 0.03);
  made.add(new PlaneGeometry(1.05, 3.7, 3, 1).translate(0.56, 3.3, 0), "#ffffff");
  const material = painted(
    {
      name: `flags-${isNight}`, attributes: "uniform float time;", uniforms: { time }, shared: "varying vec3 vOwn;",
      vertex: "vOwn = transformed; if (transformed.x > .08) { float own = instanceMatrix[3].x * .7; float far = transformed.x; transformed.z += sin(time * 4.6 + far * 3.4 + transformed.y * .7 + own) * .22 * far; transformed.x *= .96; }",
      colour: "if (vOwn.x > .06) { float bar = step(abs(fract(vOwn.y * .54) - .5), .07); diffuseColor.rgb = mix(diffuseColor.rgb, vec3(.93, .9, .82), bar * .8); } else diffuseColor.rgb = vec3(.6);",
      glow: isNight ? "totalEmissiveRadiance += diffuseColor.rgb * .45;" : "",
    },
    { side: DoubleSide, vertexColors: true },
  );
  const stands: Stand[] = [];
  const offset = road.circuit.half_width + road.circuit.wall + 1.9;
  for (const [from, to, side] of spans) {
    for (let metres = from; metres < to; metres += 20) {
      const spot = road.at(metres);
      const out = offset * side;
      stands.push({ x: spot.x - spot.ty * out, y: spot.y + spot.tx * out, z: spot.z - 0.3, angle: Math.atan2(spot.ty, spot.tx) + (side > 0 ? -1.2 : -1.9), colour: CLOTH[stands.length % 4]! });
    }
  }
  return sectors("flags", made.make(), material, stands, 260);
}

/** A bridge for walkers over the road, with the circuit's name on it in both languages. */
export function bridges(road: Road, places: readonly number[]): Object3D[] {
  const isNight = road.circuit.is_night;
  const [stone, trim] = isNight ? ["#2a2c3a", "#7c1d18"] : ["#b9b2a0", "#8d8675"];
  const half = road.circuit.half_width + road.circuit.wall + 2.4;
  const made = new Builder();
  const [position, uv, index]: [number[], number[], number[]] = [[], [], []];
  for (const metres of places) {
    const spot = road.at(metres);
    made.stand(spot.x, spot.y, spot.z, Math.atan2(spot.ty, spot.tx));
    for (const z of [half, -half]) made.box(3.4, 11, 2.6, stone, [0, -4, z]).box(3.8, 0.5, 3, trim, [0, 6.6, z]);
    made.box(2.8, 0.7, 2 * half, trim, [0, 6.3, 0]);
    for (const x of [1.3, -1.3]) made.box(0.24, 1.1, 2 * half, stone, [x, 7, 0]).box(0.4, 0.14, 2 * half, trim, [x, 8.1, 0]);
    for (let i = 1; i <= 3; i++) for (const side of [1, -1]) made.box(2.6, 0.6, 1.5, stone, [0, 6.4 - i * 0.55, side * (half - 0.6 - (3 - i) * 1.1)]);
    const base = position.length / 3;
    for (const [a, b] of [[-1, 0], [1, 0], [-1, 1], [1, 1]] as const) {
      const [out, back] = [a * 7.2, -1.62];
      position.push(...up(spot.x - spot.ty * out + spot.tx * back, spot.y + spot.tx * out + spot.ty * back, spot.z + 6.2 + b * 1.8));
      uv.push((1 - a) / 2, b);
    }
    index.push(base, base + 2, base + 1, base + 1, base + 2, base + 3);
  }
  const built = new Mesh(made.make(), painted({ name: "plain" }, { vertexColors: true, side: DoubleSide }));
  built.name = "bridges";
  const cloth = new BufferGeometry();
  cloth.setAttribute("position", new BufferAttribute(new Float32Array(position), 3));
  cloth.setAttribute("uv", new BufferAttribute(new Float32Array(uv), 2));
  cloth.setIndex(index);
  cloth.computeVertexNormals();
  const look = { map: letters(road), side: DoubleSide } as const;
  const banner = new Mesh(cloth, isNight ? new MeshBasicMaterial(look) : new MeshLambertMaterial(look));
  banner.name = "banners";
  return [built, banner];
}

/** The circuit's name, set as on a playbill. */
function letters(road: Road): CanvasTexture {
  const { name, is_night: isNight } = road.circuit;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1024, 128];
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = isNight ? "#120d18" : "#17606f";
  pen.fillRect(0, 0, 1024, 128);
  pen.strokeStyle = pen.fillStyle = isNight ? "#ffcf5a" : "#f8f3e8";
  pen.lineWidth = 4;
  pen.strokeRect(10, 10, 1004, 108);
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  pen.font = '560 62px "Fraunces Variable", Fraunces, Georgia, serif';
  pen.fillText(name.en.split(",")[0]!.toUpperCase(), 330, 68, 560);
  pen.font = '600 66px "Noto Serif CJK SC", "Songti SC", SimSun, serif';
  pen.fillText(name.zh, 800, 66, 380);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.anisotropy = 4;
  return texture;
}
