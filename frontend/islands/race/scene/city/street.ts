/** Along the night's road: lamps, lanterns, lane houses, plane trees, signs, piers under the high road, boats. */
import {
  AdditiveBlending, BufferAttribute, BufferGeometry, CanvasTexture, Color, CylinderGeometry, DoubleSide, LinearMipmapLinearFilter, Mesh, MeshBasicMaterial, type Object3D, OctahedronGeometry, Points, ShaderMaterial, SRGBColorSpace,
} from "three";

import type { Road } from "../../track";
import { Builder, up } from "../build";
import { chance } from "../chance";
import { crowd, sectors, type Stand } from "../crowd";
import { painted } from "../paint";
import { isClear } from "../seaside/front";
import { BANK, dry, FAR_BANK } from "./river";

const plain = (): ReturnType<typeof painted> => painted({ name: "plain" }, { vertexColors: true });

export function lamps(road: Road): Object3D[] {
  const shape = new Builder().post(0.12, 7.6, "#2b2d38", [0, 0, 0], 4, 0.08).box(2.2, 0.09, 0.12, "#2b2d38", [1, 7.5, 0]).box(0.9, 0.1, 0.3, "#ffd9a0", [1.8, 7.4, 0]);
  const [posts, halos]: [Stand[], [number, number, number, number, Color][]] = [[], []];
  for (let metres = 0; metres < road.length - 10; metres += 30) {
    const spot = road.at(metres);
    for (const side of [1, -1]) {
      const offset = (road.circuit.half_width + road.circuit.wall + 1.3) * side;
      const [x, y] = [spot.x - spot.ty * offset, spot.y + spot.tx * offset];
      posts.push({ x, y, z: spot.z, angle: Math.atan2(spot.ty, spot.tx) - (Math.PI / 2) * side });
      const inner = offset - 1.8 * side;
      halos.push([spot.x - spot.ty * inner, spot.y + spot.tx * inner, spot.z + 7.3, 3.6, new Color("#ffb066")]);
    }
  }
  const random = chance(61);
  for (let i = 0; i < 120; i++) {
    const [x, y] = [-1100 + random() * 2200, FAR_BANK - 6 - random() * 10];
    halos.push([x, y, 3 + random() * 3, 4 + random() * 5, new Color(["#ffb066", "#ff7aa8", "#6fb6ff"][i % 3]!)]);
  }
  return [sectors("lamps", shape.make(), plain(), posts, 360), glows(halos)];
}

function glows(halos: [number, number, number, number, Color][]): Points {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(halos.flatMap(([x, y, z]) => up(x, y, z))), 3));
  geometry.setAttribute("wide", new BufferAttribute(new Float32Array(halos.map(([, , , wide]) => wide)), 1));
  geometry.setAttribute("color", new BufferAttribute(new Float32Array(halos.flatMap(([, , , , colour]) => colour.toArray())), 3));
  const points = new Points(
    geometry,
    new ShaderMaterial({
      vertexShader: "attribute float wide; uniform float high; varying vec3 tone; varying float fade; void main() { tone = color; vec4 seen = modelViewMatrix * vec4(position, 1.); gl_Position = projectionMatrix * seen; fade = exp(seen.z * .0022); gl_PointSize = clamp(wide * high / max(-seen.z, 1.), 1.5, high * .16); }",
      fragmentShader: "varying vec3 tone; varying float fade; void main() { float d = length(gl_PointCoord - .5) * 2.; gl_FragColor = vec4(tone * (pow(max(1. - d, 0.), 2.6) * .75 + smoothstep(.16, .04, d)) * fade, 1.); }",
      uniforms: { high: { value: 400 } }, vertexColors: true, transparent: true, depthWrite: false, blending: AdditiveBlending,
    }),
  );
  points.name = "halos";
  points.frustumCulled = false;
  points.renderOrder = 4;
  return points;
}

/** Where lanterns hang over the road: from, to, in metres of the lap. */
const HUNG: [number, number][] = [[0, 210], [640, 1010], [1900, 2230], [2520, 2760]];

export function lanterns(road: Road): Object3D[] {
  const shape = new Builder().add(new OctahedronGeometry(0.58, 1), "#ff3a1f", [0, 0, 0], [0, 0, 0], [1, 0.86, 1]).post(0.22, 0.16, "#ffcf5a", [0, 0.42, 0], 5).post(0.06, 0.8, "#ffb13a", [0, -1.25, 0], 3);
  const stands: Stand[] = [];
  const [ropes, wide] = [[] as number[], road.circuit.half_width + road.circuit.wall + 0.8];
  for (const [from, to] of HUNG) {
    for (let metres = from + 15; metres <= to; metres += 40) {
      const spot = road.at(metres);
      let last: [number, number, number] | null = null;
      for (let i = 0; i <= 8; i++) {
        const offset = wide * (1 - i / 4);
        const [x, y, z] = [spot.x - spot.ty * offset, spot.y + spot.tx * offset, spot.z + 8.3 - 1.7 * Math.sin((i / 8) * Math.PI)];
        if (i && i < 8) stands.push({ x, y, z: z - 0.7 });
        if (last) ropes.push(...up(...last), ...up(x, y, z), ...up(x, y, z - 0.09));
        last = [x, y, z];
      }
    }
  }
  const rope = new BufferGeometry();
  rope.setAttribute("position", new BufferAttribute(new Float32Array(ropes), 3));
  const line = new Mesh(rope, new MeshBasicMaterial({ color: 0x3a2a22, side: DoubleSide }));
  line.name = "ropes";
  const glowing = painted({ name: "lanterns", shared: "varying vec3 vOwn;", vertex: "vOwn = transformed;", glow: "totalEmissiveRadiance += diffuseColor.rgb * (.75 + .7 * smoothstep(.6, -.3, abs(vOwn.y))) * (.86 + .14 * step(.5, fract(atan(vOwn.z, vOwn.x) * 1.59)));" }, { vertexColors: true });
  return [sectors("lanterns", shape.make(), glowing, stands, 360), line];
}

/** Lane houses and shops: brick, stone lintels, a lit ground floor. */
export function lanes(road: Road): Object3D {
  const shape = new Builder().box(8.6, 8.4, 9, "#ffffff").gable(8.8, 2.4, 9.4, "#ffffff", [0, 8.4, 0]).box(8.8, 0.25, 2.2, "#ffffff", [0, 3.5, 5.2]);
  const material = painted({
    name: "lanes", shared: "varying vec3 vOwn; varying vec3 vOut; varying vec2 vSeed0;\n#define vSeed floor(vSeed0 + .5)", vertex: "vOwn = transformed; vOut = objectNormal; vSeed0 = floor(instanceMatrix[3].xz);",
    colour: /* glsl */ `
    vec3 tint = diffuseColor.rgb;
    vec2 brick = vec2(vOwn.x / .5 + .5 * mod(floor(vOwn.y / .2), 2.), vOwn.y / .2);
    float joint = mix(1., band(fract(brick.x) - .5, .45) * band(fract(brick.y) - .5, .4), near(brick.y));
    diffuseColor.rgb = vOut.y > .3 && vOwn.y > 8. ? vec3(.03, .03, .04) : tint * (.7 + .3 * joint);`,
    glow: /* glsl */ `
    float across = abs(vOut.z) > .4 ? vOwn.x : vOwn.z;
    vec2 cell = vec2(across / 2.15, (vOwn.y - 3.6) / 2.5), inside = fract(cell) - .5, which = floor(cell) + vSeed;
    float wall = step(abs(vOut.y), .3), above = step(3.7, vOwn.y) * step(vOwn.y, 8.3);
    float pane = band(inside.x, .26) * band(inside.y, .34) * above * wall * step(.42, hash(which));
    float cross_ = max(band(inside.x, .025), band(inside.y - .06, .02));
    totalEmissiveRadiance += mix(vec3(1., .6, .25), vec3(1., .82, .55), hash(which + 3.)) * pane * (1. - cross_) * .85;
    float front = step(.4, vOut.z) * step(vOwn.y, 3.1) * step(.35, vOwn.y);
    float shop = front * band(fract(across / 2.87) - .5, .44) * step(.25, hash(vSeed + floor(across / 2.87)));
    vec3 sell = mix(mix(vec3(1., .66, .3), vec3(1., .4, .3), step(.6, hash(vSeed))), vec3(.5, .85, 1.), step(.82, hash(vSeed + 4.)));
    totalEmissiveRadiance += sell * shop * (.5 + .5 * grain(vec2(across * 3., vOwn.y * 4.) + vSeed)) * 1.05;
    totalEmissiveRadiance += sell * exp(-max(vOwn.y - 3.2, 0.) * 1.2) * front * .1 + diffuseColor.rgb * sell * smoothstep(6., 3., vOwn.y) * .9 * step(.4, vOut.z);`,
  });
  const random = chance(17);
  const bricks = ["#5a2f26", "#4a3a36", "#6a3d2c", "#3d3a40", "#5d4a3c"];
  const stands: Stand[] = [];
  for (let metres = 0; metres < road.length; metres += 8.9) {
    const spot = road.at(metres);
    if (spot.z > 8.6) continue;
    for (const side of [1, -1]) {
      if (random() < 0.13) continue;
      const offset = (road.circuit.half_width + road.circuit.wall + 9.4) * side;
      const [x, y] = [spot.x - spot.ty * offset, spot.y + spot.tx * offset];
      if (dry(x, y) < 26 || !isClear(road, x, y, 18.5)) continue;
      stands.push({ x, y, z: 2.2, angle: Math.atan2(spot.ty, spot.tx) + (side > 0 ? 0 : Math.PI), size: [1, (0.9 + random() * 0.5) * Math.max(1, (spot.z - 1) / 4), 1], colour: bricks[Math.floor(random() * 5)]! });
    }
  }
  return sectors("lanes", shape.make(), material, stands, 640);
}

export function trees(road: Road): Object3D {
  const shape = new Builder().post(0.24, 3.4, "#6a5b49", [0, 0, 0], 5, 0.17).ball(2.2, "#ffffff", [0, 4.8, 0], [1, 0.8, 1], 1);
  const material = painted(
    { name: "night-leaves", shared: "varying vec3 vOwn;", vertex: "vOwn = transformed;", colour: "diffuseColor.rgb *= .6 + .6 * grain(vWorld.xz * 2. + vWorld.y * 2.);", glow: "totalEmissiveRadiance += diffuseColor.rgb * vec3(1., .62, .28) * smoothstep(6.2, 2.4, vOwn.y) * 1.1;" },
    { vertexColors: true },
  );
  const random = chance(23);
  const stands: Stand[] = [];
  for (let metres = 8; metres < road.length; metres += 11) {
    const spot = road.at(metres);
    if (spot.z > 5.4) continue;
    for (const side of [1, -1]) {
      const offset = (road.circuit.half_width + road.circuit.wall + 3.2) * side;
      const [x, y] = [spot.x - spot.ty * offset, spot.y + spot.tx * offset];
      if (random() < 0.4 || dry(x, y) < 3) continue;
      const grown = 0.75 + random() * 0.5;
      stands.push({ x, y, z: spot.z - 1.2, angle: random() * 6, size: [grown, grown * 1.1, grown], colour: ["#3d5a30", "#4b6a34", "#35522f"][Math.floor(random() * 3)]! });
    }
  }
  return sectors("trees", shape.make(), material, stands, 380);
}

export function piers(road: Road): Object3D {
  const shape = new Builder().box(2.4, 1, 3, "#3b3b45", [0, -1, 0]).box(3, 0.16, 20, "#3b3b45", [0, -0.16, 0]);
  shape.add(new CylinderGeometry(1.1, 1.1, 1, 10), "#3b3b45", [0, -0.5, 0]);
  const stands: Stand[] = [];
  for (let metres = 0; metres < road.length; metres += 24) {
    const spot = road.at(metres);
    if (spot.z > 5.6) stands.push({ x: spot.x, y: spot.y, z: spot.z - 1.6, angle: Math.atan2(spot.ty, spot.tx), size: [1, spot.z + 4, 1] });
  }
  return sectors("piers", shape.make(), plain(), stands, 620);
}

const SIGNS: [string, string][] = [["茶馆", "#ffcf5a"], ["夜市", "#ff5a7a"], ["生煎", "#ff8a3a"], ["书局", "#6fd0ff"], ["灯火", "#ffe3a0"], ["评弹", "#b48aff"], ["裁缝", "#5affc8"], ["客栈", "#ff6ad0"]];

export function signs(road: Road): Object3D {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1024, 256];
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = "#0a0810";
  pen.fillRect(0, 0, 1024, 256);
  SIGNS.forEach(([word, tone], i) => {
    pen.strokeStyle = pen.fillStyle = pen.shadowColor = tone;
    pen.shadowBlur = 16;
    pen.lineWidth = 5;
    pen.strokeRect(i * 128 + 12, 12, 104, 232);
    pen.font = '600 88px "Noto Serif CJK SC", "Songti SC", SimSun, serif';
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    [...word].forEach((letter, row) => pen.fillText(letter, i * 128 + 64, 78 + row * 102));
  });
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.anisotropy = 4;
  const [position, uv, index]: [number[], number[], number[]] = [[], [], []];
  const random = chance(31);
  for (let metres = 20; metres < road.length; metres += 26) {
    const spot = road.at(metres);
    const side = random() < 0.5 ? 1 : -1;
    const offset = (road.circuit.half_width + road.circuit.wall + 3.4) * side;
    const [x, y] = [spot.x - spot.ty * offset, spot.y + spot.tx * offset];
    if (spot.z > 8.6 || dry(x, y) < 5) continue;
    const [which, wide, tall, low] = [Math.floor(random() * 8), 1.9, 3.8, spot.z + 3.2 + random() * 2];
    const base = position.length / 3;
    // It faces who comes: its plane stands across the road.
    for (const [a, b] of [[-1, 0], [1, 0], [-1, 1], [1, 1]] as const) {
      const out = offset + (a * wide) / 2;
      position.push(...up(spot.x - spot.ty * out, spot.y + spot.tx * out, low + b * tall));
      uv.push((which + (1 - a) / 2) / 8, b);
    }
    index.push(base, base + 2, base + 1, base + 1, base + 2, base + 3);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(position), 3));
  geometry.setAttribute("uv", new BufferAttribute(new Float32Array(uv), 2));
  geometry.setIndex(index);
  const mesh = new Mesh(geometry, new MeshBasicMaterial({ map: texture, side: DoubleSide }));
  mesh.name = "signs";
  return mesh;
}

export function boats(): Object3D {
  const made = new Builder().box(17, 1.6, 5.4, "#1b1d2a", [0, -0.3, 0]).box(13, 2.4, 4.4, "#e9d9b0", [-0.6, 1.3, 0]).box(9, 2, 3.6, "#ffdc9a", [-1.4, 3.9, 0]).box(10, 0.25, 4.2, "#ff4f5f", [-1.4, 6, 0]);
  for (let i = -8; i <= 8; i += 4) made.ball(0.26, i % 8 ? "#ff9a4a" : "#6fd0ff", [i, 1.6, 2.8], [1, 1, 1], 0).ball(0.22, "#ffcf6a", [i, 1.6, -2.8], [1, 1, 1], 0);
  const random = chance(77);
  const stands: Stand[] = Array.from({ length: 11 }, (_, i) => ({ x: -560 + i * 112 + random() * 40, y: BANK - 46 - random() * 170, z: 0.1, angle: (random() < 0.5 ? 0 : Math.PI) + (random() - 0.5) * 0.2, size: [1.2, 1.2, 1.2] }));
  const mirrored = stands.map((each): Stand => ({ ...each, z: -0.2, size: [1.2, -1.2, 1.2] }));
  return crowd("boats", made.make(), new MeshBasicMaterial({ vertexColors: true, side: DoubleSide }), [...stands, ...mirrored]);
}
