/** The road as one strip: verge, kerb, tarmac with its lines, and a wall on either side. Its colour is computed across and along. */
import { BufferAttribute, BufferGeometry, Color, type IUniform, Mesh, Vector2 } from "three";

import type { Road } from "../track";
import { up } from "./build";
import { painted } from "./paint";

/** What lies beside a point of the road, to the left (side 1) or the right (−1). */
export type Beside = (index: number, side: number) => "grass" | "paving";

interface Strip {
  road: Road;
  /** Offsets to the left and heights above the road, column by column. */
  columns: [number, number][];
}

const SHARED = /* glsl */ `varying vec4 vRoad; // metres to the left, metres along, bend, 1 where it is paved beside
uniform float half_width, length_m, night; uniform vec3 ahead; uniform vec2 aim;`;

const TARMAC = /* glsl */ `
float u = vRoad.x, v = vRoad.y, a = abs(u), e = half_width;
float fine = mix(.5, grain(vec2(u, v) * 9.), near(v * 3.));
float worn = grain(vec2(u * .9, v * .035)) * .6 + grain(vec2(u * .35 + 9., v * .012)) * .4;
float lane = exp(-pow((a - e * .36) / .75, 2.));
// Where everybody drives the road is dark with rubber: in from the outside, along the inside, out again.
float line = u - clamp(vRoad.z * 130., -.62, .62) * e, rubber = exp(-line * line * .2) * smoothstep(.0, .006, abs(vRoad.z) + .002);
rubber *= .55 + .45 * grain(vec2(u * 5., v * .02));
float grit = mix(.5, hash(floor(vec2(u, v) * 38.)), near(v * 38.));
vec3 tar = mix(vec3(.37, .375, .385), vec3(.44, .437, .435), worn) * (.9 + .12 * fine + .1 * grit) * (1. - .12 * lane - .3 * rubber);
tar *= mix(vec3(1.), vec3(.46, .47, .56), night);
float patched = step(.86, hash(floor(vec2(u / 3.5 + 40., v / 23.)))) * .5;
tar *= 1. - .16 * patched;
// Lines: edges all along, dashes in the middle, and the chequered start.
float dash = band(fract(v / 9.) * 9. - 2., 1.9) * band(u, .085);
float edge = band(a - e + .38, .11);
float worn_paint = .74 + .26 * fine;
vec3 colour = mix(tar, vec3(.93, .92, .87) * worn_paint, max(edge, dash * .9));
float startline = band(mod(v + length_m * .5, length_m) - length_m * .5 - 1.2, 1.2) * step(a, e - .5);
vec2 chequer = floor(vec2(u, v) / .6);
colour = mix(colour, mix(vec3(.08), vec3(.95), mod(chequer.x + chequer.y, 2.)), startline);
// Kerbs where it bends; verge beyond.
float kerb_from = e, kerb_to = e + .95;
float bends = smoothstep(.006, .011, abs(vRoad.z));
float stripe = smoothstep(-.04, .04, sin(v * 2.0944)) ;
vec3 kerb = night > .5 ? mix(vec3(.82, .62, .12), vec3(.1, .1, .12), stripe) : mix(vec3(.74, .16, .12), vec3(.95, .94, .9), stripe);
vec3 stone = vec3(.6, .585, .55) * (.86 + .22 * fine);
float blades = grain(vec2(u, v) * 4.) * .5 + grain(vec2(u, v) * 1.1) * .5;
vec3 grass = mix(vec3(.215, .375, .12), vec3(.37, .5, .18), blades) * (.9 + .2 * grain(vec2(u, v) * .11));
vec2 slab = vec2(u / 1.1, v / 1.6 + .5 * mod(floor(u / 1.1), 2.));
float joint = max(band(fract(slab.x) - .5, .46) * band(fract(slab.y) - .5, .47), 1. - near(v * 1.4));
vec3 paving = (night > .5 ? vec3(.36, .35, .38) : vec3(.73, .655, .56)) * (.86 + .2 * hash(floor(slab)) * near(v * 1.4)) * (.8 + .2 * joint);
vec3 verge = mix(grass, paving, vRoad.w);
colour = mix(colour, mix(stone, kerb, bends), beyond(a, kerb_from));
colour = mix(colour, verge, beyond(a, kerb_to));
diffuseColor.rgb = pow(colour, vec3(2.2));`;

/** At night: pools under the lamps, headlights, and a wet sheen that draws the lights out towards whoever looks. */
const LIT = /* glsl */ `
if (night > .5) {
  float wet = smoothstep(.3, .72, grain(vec2(u * .22, v * .06)) * .7 + grain(vec2(u, v * .35) * .6) * .3) * step(a, e);
  vec3 look = normalize(vWorld - cameraPosition);
  float graze = pow(1. - abs(look.y), 3.);
  float lamp = fract(v / 30.) * 30. - 15.;
  float pool = exp(-(lamp * lamp * .012 + pow(a - e - 1., 2.) * .02));
  vec3 warm = vec3(1., .62, .27), cool = vec3(.25, .55, 1.), pink = vec3(1., .22, .5);
  // What shines on a stretch of road runs over into the next.
  float block = floor(v / 22.), over = smoothstep(.15, .85, fract(v / 22.));
  vec3 here = mix(mix(cool, pink, step(.5, hash(vec2(block, 3.)))), warm, step(.72, hash(vec2(block, 7.))));
  vec3 there = mix(mix(cool, pink, step(.5, hash(vec2(block + 1., 3.)))), warm, step(.72, hash(vec2(block + 1., 7.))));
  vec3 neon = mix(here, there, over);
  float streak = (.35 + .65 * grain(vec2(u * 1.3, v * .02))) * smoothstep(e + 2., e * .2, a) * (.55 + .45 * sin(v * .2856));
  totalEmissiveRadiance += diffuseColor.rgb * warm * pool * 1.7;
  totalEmissiveRadiance += neon * streak * graze * (.05 + .5 * wet);
  totalEmissiveRadiance += warm * pool * graze * wet * .22;
  vec2 from = vec2(vWorld.x, vWorld.z) - ahead.xz;
  float forward = dot(from, aim), across = abs(dot(from, vec2(-aim.y, aim.x)));
  float beam = smoothstep(1.5, 6., forward) * exp(-forward * .045) * exp(-pow(across / (1.6 + forward * .17), 2.));
  totalEmissiveRadiance += (diffuseColor.rgb * 3.2 + .03 * wet) * vec3(1., .95, .82) * beam;
}`;

export interface RoadLook {
  ahead: IUniform<{ x: number; y: number; z: number }>;
  aim: IUniform<Vector2>;
}

export function layRoad(road: Road, beside: Beside, look: RoadLook): Mesh {
  const { half_width: half, wall } = road.circuit;
  const out = half + wall + 1.4;
  const columns: [number, number][] = [[out, 0], [half + 1.2, 0.02], [half, 0.02], [0, 0.05], [-half, 0.02], [-half - 1.2, 0.02], [-out, 0]];
  const geometry = strip({ road, columns }, (index, offset) => Number(beside(index, Math.sign(offset) || 1) === "paving"));
  const material = painted(
    {
      name: "road", shared: SHARED, attributes: "attribute vec4 road;", vertex: "vRoad = road;", colour: TARMAC, glow: LIT,
      uniforms: { half_width: { value: half }, length_m: { value: road.length }, night: { value: Number(road.circuit.is_night) }, ...look },
    },
    { color: new Color("#ffffff") },
  );
  const mesh = new Mesh(geometry, material);
  mesh.name = "road";
  return mesh;
}

/** Columns of points along the whole lap, joined into one closed strip with the places that its shader paints by. */
export function strip({ road, columns }: Strip, paved: (index: number, offset: number) => number): BufferGeometry {
  const wide = columns.length;
  const rows = road.count + 1;
  const [position, normal, painted_] = [new Float32Array(rows * wide * 3), new Float32Array(rows * wide * 3), new Float32Array(rows * wide * 4)];
  for (let row = 0; row < rows; row++) {
    const spot = road.spot(row);
    const along = row === road.count ? road.length : spot.along;
    const bend = (road.bends[road.wrap(row - 1)]! + road.bends[road.wrap(row)]! + road.bends[road.wrap(row + 1)]!) / 3;
    columns.forEach(([offset, above], column) => {
      const at = row * wide + column;
      position.set(up(spot.x - spot.ty * offset, spot.y + spot.tx * offset, spot.z + above), 3 * at);
      normal.set([0, 1, 0], 3 * at);
      painted_.set([offset, along, bend, paved(road.wrap(row), offset)], 4 * at);
    });
  }
  const index: number[] = [];
  for (let row = 0; row < road.count; row++) {
    for (let column = 0; column < wide - 1; column++) {
      const a = row * wide + column;
      index.push(a, a + 1, a + wide, a + 1, a + wide + 1, a + wide);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(position, 3));
  geometry.setAttribute("normal", new BufferAttribute(normal, 3));
  geometry.setAttribute("road", new BufferAttribute(painted_, 4));
  geometry.setIndex(index);
  return geometry;
}
