/** What holds cars to the road: railings to the sea, stone walls and hedges inland; parapets with a line of light in the city. */
import { BufferAttribute, BufferGeometry, DoubleSide, Mesh } from "three";

import type { Road } from "../track";
import { up } from "./build";
import { painted } from "./paint";

export type Wall = "railing" | "stone" | "hedge" | "parapet";
const KINDS: Record<Wall, { code: number; height: number; thick: number; foot: number }> = {
  railing: { code: 0, height: 1.15, thick: 0.25, foot: -4 },
  stone: { code: 1, height: 0.85, thick: 0.55, foot: -4 },
  hedge: { code: 2, height: 1.5, thick: 1.3, foot: -4 },
  parapet: { code: 3, height: 0.95, thick: 0.5, foot: -1.9 },
};

/** Metres from where the kernel holds the middle of a car to what its side touches. */
const AWAY = 1.02;

const SHARED = "varying vec4 vWall; // height above the road, metres along, which face, kind\nuniform float night, time;";
const COLOUR = /* glsl */ `
float h = vWall.x, v = vWall.y, kind = vWall.w, face = vWall.z;
float fine = mix(.5, grain(vec2(v * 6., h * 6. + face * 5.)), near(v * 6.));
vec3 c;
if (kind < .5) {
  // A kerbstone, then white iron: posts, a top rail, two thin ones, and balusters that a distance turns to haze.
  float post = band(fract(v / 3.) * 3. - 1.5, .075);
  float rails = max(max(band(h - 1.1, .055), band(h - .72, .03)), band(h - .42, .03));
  float kerb = 1. - beyond(h, .24);
  float iron = max(post, rails);
  if (face < .5 || face > 1.5) { if (max(iron, kerb) < .42 && h > .0) discard; }
  c = mix(vec3(.93, .94, .93), vec3(.62, .6, .56) * (.8 + .3 * fine), kerb);
  if (h < 0.) c = vec3(.6, .585, .56) * (.78 + .34 * grain(vec2(v * .5, h * 1.6))) * (.86 + .14 * band(fract(h / .8) - .5, .46));
} else if (kind < 1.5) {
  vec2 block = vec2(v / .95 + .5 * mod(floor(h / .3), 2.), h / .3);
  float joint = band(fract(block.x) - .5, .46) * band(fract(block.y) - .5, .43);
  float seen = near(v * 1.2);
  c = mix(vec3(.63, .6, .54), vec3(.5, .475, .42), hash(floor(block)) * seen + .5 * (1. - seen)) * mix(.9, .72 + .28 * joint, seen);
  c = mix(c, vec3(.36, .42, .25), .3 * smoothstep(.5, .8, grain(vec2(v * .7, h * 3.))));
  if (face > .5 && face < 1.5) c = vec3(.7, .68, .62) * (.86 + .22 * fine);
} else if (kind < 2.5) {
  float leaf = grain(vec2(v * 3.4, h * 3.4 + face * 3.)) * .6 + grain(vec2(v * 9., h * 9.)) * .4 * near(v * 9.) + .2 * (1. - near(v * 9.));
  c = mix(vec3(.13, .25, .09), vec3(.33, .46, .16), leaf) * (.7 + .3 * smoothstep(-.2, 1.5, h));
} else {
  c = vec3(.34, .34, .38) * (.86 + .2 * fine) * (.82 + .18 * band(fract(v / 6.) - .5, .485));
  c = mix(c, mix(vec3(.8, .62, .1), vec3(.12), step(.5, fract(v / 2. + h))), band(h - .22, .1) * .75 * step(face, .5));
}
diffuseColor.rgb = pow(c, vec3(2.2));`;
const GLOW = /* glsl */ `
if (night > .5 && vWall.w > 2.5) {
  float tube = band(vWall.x - .8, .05), halo = exp(-pow((vWall.x - .8) / .17, 2.));
  vec3 tone = mix(vec3(.08, .42, 1.), vec3(1., .16, .52), smoothstep(.35, .65, .5 + .5 * sin(vWall.y * .0105)));
  totalEmissiveRadiance += tone * (tube * 3.4 + halo * .7) * step(abs(vWall.z - 1.), 1.1);
  float under = smoothstep(-.2, -1.2, vWall.x) * step(1.5, vWall.z);
  totalEmissiveRadiance += vec3(.03, .12, .42) * under;
}`;

export function raiseWalls(road: Road, kindAt: (index: number, side: number) => Wall, time: { value: number }): Mesh {
  const { half_width: half, wall } = road.circuit;
  const [position, facts, index]: [number[], number[], number[]] = [[], [], []];
  for (const side of [1, -1]) {
    for (let row = 0; row <= road.count; row++) {
      const spot = road.spot(row);
      const along = row === road.count ? road.length : spot.along;
      const { code, height, thick, foot } = KINDS[kindAt(road.wrap(row), side)];
      // Inner face, top, outer face: each has corners of its own, so that light breaks at the edges.
      const profile: [number, number, number][] = [
        [AWAY, -0.1, 0], [AWAY, height, 0], [AWAY, height, 1], [AWAY + thick, height, 1], [AWAY + thick, height, 2], [AWAY + thick + 0.4, foot, 2],
      ];
      for (const [out, above, face] of profile) {
        const offset = (half + wall + out) * side;
        position.push(...up(spot.x - spot.ty * offset, spot.y + spot.tx * offset, spot.z + above));
        facts.push(above, along, face, code);
      }
      if (row === road.count) continue;
      const base = position.length / 3 - 6;
      for (const face of [0, 2, 4]) {
        const [a, b, c, d] = [base + face, base + face + 1, base + face + 6, base + face + 7];
        if (side > 0) index.push(a, c, b, b, c, d);
        else index.push(a, b, c, b, d, c);
      }
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(position), 3));
  geometry.setAttribute("wall", new BufferAttribute(new Float32Array(facts), 4));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  const material = painted(
    { name: "walls", shared: SHARED, attributes: "attribute vec4 wall;", vertex: "vWall = wall;", colour: COLOUR, glow: GLOW, uniforms: { night: { value: Number(road.circuit.is_night) }, time } },
    { side: DoubleSide },
  );
  const mesh = new Mesh(geometry, material);
  mesh.name = "walls";
  return mesh;
}
