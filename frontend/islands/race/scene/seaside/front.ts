/** Along Gullhaven's front: huts, terraces, lamps with their bulbs, trees, boats and gulls. */
import { BufferAttribute, BufferGeometry, Color, DoubleSide, type InstancedMesh, MeshBasicMaterial, type Object3D, OctahedronGeometry } from "three";

import type { Road } from "../../track";
import { Builder } from "../build";
import { chance, noise } from "../chance";
import { crowd, sectors, type Stand } from "../crowd";
import { painted } from "../paint";
import { inland } from "./coast";

type Height = (x: number, y: number) => number;
const PASTEL = ["#f6efe0", "#f2d9c0", "#dfe8e4", "#cfdfe9", "#f4e3b0", "#e9c7bd", "#d8e3c4", "#efe6f0", "#fbf7ee"];
const HUTS = ["#d9604a", "#f2c14e", "#2f8f9d", "#f7f1e3", "#6f95cf", "#e58f7b", "#4fa37a", "#c94f6d"];

/** A place so many metres to the left of a point of the road, looking along it. */
export function beside(road: Road, index: number, offset: number): { x: number; y: number; z: number; angle: number } {
  const { x, y, z, tx, ty } = road.spot(index);
  return { x: x - ty * offset, y: y + tx * offset, z, angle: Math.atan2(ty, tx) };
}

/** Whether a place is clear of every part of the road. */
export function isClear(road: Road, x: number, y: number, metres: number): boolean {
  return road.nearest(x, y, metres + 1).distance > metres;
}

export function huts(road: Road, height: Height): Object3D {
  const shape = new Builder().box(2.7, 2.1, 2.5, "#ffffff", [0, 0.35, 0]).box(2.9, 0.35, 3.6, "#b79d74", [0, 0, 0.4]).gable(3.1, 1.05, 2.9, "#ffffff", [0, 2.4, 0]);
  for (const side of [0.72, -0.72]) shape.box(0.06, 0.06, 1.2, "#ffffff", [side * 2 - Math.sign(side) * 0.06, 1.2, 1.7]);
  const material = painted(
    {
      name: "huts", shared: "varying vec3 vOwn; varying vec3 vOut;", vertex: "vOwn = transformed; vOut = objectNormal;",
      colour: /* glsl */ `
      vec3 tint = diffuseColor.rgb;
      float boards = mix(.5, smoothstep(.1, .25, fract(vOwn.x * 3.3 + .5)), near(vOwn.x * 3.3));
      float stripes = step(.5, fract(vOwn.x * .74 + .25));
      vec3 wall = mix(tint, vec3(.93, .91, .86), stripes * step(vOwn.y, 2.45));
      if (vOwn.y > 2.42 && abs(vOut.z) < .5) wall = mix(vec3(.2, .21, .24), tint, .35);
      if (vOut.z > .5 && vOwn.y < 2.2) {
        float door = band(vOwn.x, .5) * step(vOwn.y, 2.1);
        wall = mix(wall, mix(vec3(.95), tint * .55, .75), door);
        wall = mix(wall, vec3(.9), band(abs(vOwn.x) - .52, .04));
      }
      if (vOwn.y < .36) wall = vec3(.42, .33, .21);
      diffuseColor.rgb = wall * (.84 + .2 * boards);`,
    },
    { side: DoubleSide, vertexColors: false },
  );
  const stands: Stand[] = [];
  for (let metres = -170; metres < 560; metres += 3.5) {
    if (Math.floor((metres + 400) / 3.5) % 12 > 6) continue;
    const spot = road.at(metres);
    const offset = -(road.circuit.half_width + road.circuit.wall + 6.4);
    const [x, y] = [spot.x - spot.ty * offset, spot.y + spot.tx * offset];
    if (inland(x, y) < 14) continue;
    const turn = Math.atan2(spot.ty, spot.tx);
    stands.push({ x, y, z: Math.max(height(x, y), spot.z - 1.4), angle: turn + Math.PI, colour: HUTS[stands.length % HUTS.length]! });
  }
  return sectors("huts", shape.make(), material, stands, 420);
}

/** Houses that stand shoulder to shoulder: bays, sashes, chimneys; their windows are painted by where they are. */
export function terraces(road: Road): Object3D {
  const shape = new Builder().box(7.4, 10.5, 9, "#ffffff").gable(7.4, 2.8, 9, "#ffffff", [0, 10.5, 0]);
  shape.post(1.75, 8.2, "#ffffff", [-1.6, 0, 4.5], 8).cone(1.95, 1.3, "#ffffff", [-1.6, 8.2, 4.5], 8, Math.PI / 8).box(1.1, 2.4, 1.1, "#ffffff", [2.9, 11.2, -1.5]).box(2.1, 0.5, 1.6, "#ffffff", [2.2, 0, 5.1]);
  const material = painted({
    name: "terraces", shared: "varying vec3 vOwn; varying vec3 vOut;", vertex: "vOwn = transformed; vOut = objectNormal;",
    colour: /* glsl */ `
    vec3 tint = diffuseColor.rgb, wall = tint;
    float h = vOwn.y, across = abs(vOut.z) > .4 ? vOwn.x : vOwn.z;
    bool roof = vOut.y > .25 && h > 8.1;
    vec2 cell = vec2(fract(across / 2.47 + .5) - .5, fract((h - .35) / 2.75) - .5);
    float frame = band(cell.x, .26) * band(cell.y + .02, .34), pane = band(cell.x, .2) * band(cell.y + .02, .29);
    float bars = max(band(cell.x, .012), band(cell.y + .02, .018));
    float holds = step(h, 10.2) * step(.4, h) * (abs(vOut.y) < .3 ? 1. : 0.);
    vec2 which = floor(vec2(across / 2.47 + .5, (h - .35) / 2.75));
    float sky = .35 + .5 * hash(which + floor(vWorld.xz * .11));
    wall = mix(wall, vec3(.97, .96, .93), frame * holds);
    wall = mix(wall, mix(vec3(.16, .22, .28), vec3(.62, .74, .8), sky), pane * holds * (1. - bars));
    if (h < 3. && h > .3 && vOut.z > .4) {
      float door = band(across - 2.2, .62) * step(h, 2.6);
      vec3 paint = mix(vec3(.1, .24, .2), vec3(.5, .1, .1), step(.5, hash(floor(vWorld.xz * .13))));
      wall = mix(wall, paint, door);
    }
    wall = mix(wall, vec3(.97, .96, .92), band(fract(h / 2.75 - .12) - .5, .028) * step(h, 10.4) * .9);
    if (roof) wall = mix(vec3(.27, .29, .34), vec3(.38, .38, .42), hash(floor(vec2(across * 2., h * 3.)))) ;
    if (h > 11.2 && !roof || (h > 13.5)) wall = vec3(.52, .3, .22);
    diffuseColor.rgb = wall * (.82 + .18 * smoothstep(0., 3., h));`,
  });
  const random = chance(11);
  const stands: Stand[] = [];
  for (const [from, to, side] of [[-150, 470, 1], [2920, 3080, 1]] as const) {
    for (let metres = from; metres < to; metres += 7.45) {
      if (Math.floor((metres + 300) / 7.45) % 15 > 12) continue;
      const spot = road.at(metres);
      const offset = (road.circuit.half_width + road.circuit.wall + 12) * side;
      const [x, y] = [spot.x - spot.ty * offset, spot.y + spot.tx * offset];
      if (!isClear(road, x, y, 19)) continue;
      const tint = new Color(PASTEL[Math.floor(random() * PASTEL.length)]!);
      stands.push({ x, y, z: spot.z - 0.6, angle: Math.atan2(spot.ty, spot.tx), size: [1, 0.92 + random() * 0.22, 1], colour: tint });
    }
  }
  return sectors("terraces", shape.make(), material, stands, 900);
}

export function lamps(road: Road): Object3D[] {
  const shape = new Builder().post(0.17, 0.7, "#1d3d3a", [0, 0, 0], 8).post(0.08, 5, "#245a54", [0, 0.6, 0]).box(1.3, 0.07, 0.07, "#245a54", [0, 5.1, 0]);
  for (const side of [0.6, -0.6]) shape.cone(0.3, 0.28, "#245a54", [side, 5, 0], 8).ball(0.22, "#fff4cf", [side, 4.9, 0], [1, 1, 1], 0);
  shape.cone(0.12, 0.5, "#d8b64a", [0, 5.6, 0], 6);
  const [posts, bulbs]: [Stand[], Stand[]] = [[], []];
  const colours = ["#ffd76a", "#ff8f6a", "#fff3c8", "#7fd0e0", "#ffb3c2"];
  for (let metres = -190; metres < 700; metres += 24) {
    for (const side of [1, -1]) {
      const offset = (road.circuit.half_width + road.circuit.wall + 2.1) * side;
      const hang = (at: number): [number, number, number] => {
        const spot = road.at(at);
        return [spot.x - spot.ty * offset, spot.y + spot.tx * offset, spot.z];
      };
      const [x, y, z] = hang(metres);
      const spot = road.at(metres);
      posts.push({ x, y, z, angle: Math.atan2(spot.ty, spot.tx) + Math.PI / 2 });
      if (side > 0) continue;
      for (let i = 1; i < 12; i++) {
        const [bx, by, bz] = hang(metres + i * 2);
        bulbs.push({ x: bx, y: by, z: bz + 5.1 - 1.1 * Math.sin((i / 12) * Math.PI), colour: colours[(i + Math.round(metres / 24)) % 5]! });
      }
    }
  }
  const post = sectors("lamps", shape.make(), painted({ name: "plain" }, { vertexColors: true }), posts, 320);
  return [post, sectors("bulbs", new OctahedronGeometry(0.18), new MeshBasicMaterial(), bulbs, 230)];
}

export function trees(road: Road, height: Height): Object3D[] {
  const random = chance(5);
  const tree = new Builder().post(0.28, 2.4, "#6b5136", [0, 0, 0], 5, 0.18).ball(1.9, "#ffffff", [0, 3.5, 0], [1, 0.92, 1], 1).ball(1.3, "#ffffff", [1, 2.9, 0.6], [1, 0.85, 1], 0);
  const material = painted(
    { name: "leaves", shared: "varying vec3 vOwn;", vertex: "vOwn = transformed;", colour: "float leaf = grain(vec2(vWorld.x + vWorld.z * .7, vWorld.y) * 3.1) * .5 + grain(vec2(vWorld.z - vWorld.x * .6, vWorld.y * 1.2) * 1.4) * .5; diffuseColor.rgb *= vOwn.y < 2. ? vec3(.5, .42, .35) : vec3(.72 + .5 * leaf) * (.66 + .34 * smoothstep(1.6, 4.8, vOwn.y));" },
    { vertexColors: true },
  );
  const greens = ["#4f7a35", "#63883c", "#3f6b3a", "#7a944a", "#587f2f"];
  const stands: Stand[] = [];
  for (let tries = 0; tries < 2600 && stands.length < 240; tries++) {
    const [x, y] = [-420 + random() * 1180, -40 + random() * 1010];
    const shore = inland(x, y);
    if (shore < 46 || !isClear(road, x, y, 21) || (y < 60 && x > -120 && x < 520 && road.nearest(x, y, 52).index >= 0)) continue;
    const thick = noise(x * 0.014, y * 0.014) + (road.nearest(x, y, 60).index >= 0 ? 0.22 : 0);
    if (thick < random() * 0.8 - 0.05) continue;
    const grown = 0.8 + random() * 0.9;
    stands.push({ x, y, z: height(x, y) - 0.2, angle: random() * 6.28, size: [grown, grown * (0.85 + random() * 0.4), grown], colour: greens[Math.floor(random() * 5)]! });
  }
  // Avenues: trees that stand close and go by fast.
  for (const [from, to] of [[1500, 1660], [1700, 1880], [2190, 2310], [2350, 2440], [2640, 2900]] as const) {
    for (let metres = from; metres < to; metres += 13) {
      const spot = road.at(metres);
      for (const side of [1, -1]) {
        const offset = (road.circuit.half_width + road.circuit.wall + 4.2 + random()) * side;
        const [x, y] = [spot.x - spot.ty * offset, spot.y + spot.tx * offset];
        if (random() < 0.16 || inland(x, y) < 10 || !isClear(road, x, y, 16.5)) continue;
        const grown = 1.15 + random() * 0.6;
        stands.push({ x, y, z: Math.min(height(x, y), spot.z) - 0.2, angle: random() * 6.28, size: [grown, grown * (1.1 + random() * 0.3), grown], colour: greens[Math.floor(random() * 5)]! });
      }
    }
  }
  const sheep = new Builder().ball(0.66, "#f6f2e8", [0, 0.75, 0], [1.25, 0.85, 0.8], 0).ball(0.24, "#2d2a28", [0.85, 0.9, 0], [1.2, 1, 0.8], 0);
  for (const x of [0.4, -0.4]) sheep.box(0.1, 0.5, 0.4, "#2d2a28", [x, 0, 0]);
  const flock: Stand[] = [];
  for (let tries = 0; tries < 900 && flock.length < 46; tries++) {
    const [x, y] = [200 + random() * 420, 560 + random() * 300];
    if (inland(x, y) > 30 && isClear(road, x, y, 18)) flock.push({ x, y, z: height(x, y), angle: random() * 6.28 });
  }
  return [sectors("trees", tree.make(), material, stands, 520), sectors("sheep", sheep.make(), painted({ name: "plain" }, { vertexColors: true }), flock, 220)];
}

export function boats(): InstancedMesh {
  const hull = new Builder().box(4.2, 0.9, 1.5, "#f7f2e6", [0, -0.2, 0]).box(3.6, 0.12, 1.2, "#b98a52", [0, 0.7, 0]).post(0.07, 7.5, "#8a6a45", [0.2, 0.4, 0]);
  const sail = new BufferGeometry();
  sail.setAttribute("position", new BufferAttribute(new Float32Array([0.1, 1, 0, -2.7, 1.1, 0.5, 0.1, 7.6, 0, 0.1, 7.6, 0, -2.7, 1.1, 0.5, 0.1, 1, 0, 0.35, 1, 0, 0.35, 6.4, 0, 2.2, 0.9, 0.3, 0.35, 6.4, 0, 0.35, 1, 0, 2.2, 0.9, 0.3]), 3));
  sail.computeVertexNormals();
  hull.add(sail, "#ffffff");
  const random = chance(3);
  const colours = ["#fdf8ec", "#f3d7a4", "#e07a5f", "#fdf8ec", "#8fb8cc"];
  const stands: Stand[] = [];
  for (let tries = 0; stands.length < 26 && tries < 800; tries++) {
    const [x, y] = [-400 + random() * 1500, -420 + random() * 1300];
    if (inland(x, y) < -70) stands.push({ x, y, z: 0, angle: random() * 6.28, size: [1.5, 1.5, 1.5], colour: colours[stands.length % 5]! });
  }
  return crowd("boats", hull.make(), painted({ name: "cloth" }, { vertexColors: true, side: DoubleSide }), stands);
}

/** Gulls that wheel: they beat and circle in the shader. */
export function gulls(time: { value: number }): InstancedMesh {
  const wings = new BufferGeometry();
  wings.setAttribute("position", new BufferAttribute(new Float32Array([0.3, 0, 0, -0.3, 0, 0, -0.1, 0.1, 1.3, 0.3, 0, 0, -0.1, 0.1, -1.3, -0.3, 0, 0, 0.5, 0, 0, -0.5, 0.05, 0.12, -0.5, 0.05, -0.12]), 3));
  wings.computeVertexNormals();
  const material = painted(
    {
      name: "gulls", attributes: "uniform float time;", uniforms: { time },
      vertex: "float own = float(gl_InstanceID) * 2.4; transformed.y += abs(transformed.z) * .55 * sin(time * 6. + own); float round_ = time * .35 + own; transformed = vec3(transformed.x * -sin(round_) - transformed.z * cos(round_), transformed.y, transformed.x * cos(round_) - transformed.z * sin(round_)); transformed += vec3(cos(round_) * 26., 3. * sin(time * .5 + own), sin(round_) * 26.);",
    },
    { color: "#ffffff", emissive: "#9aa4aa", side: DoubleSide },
  );
  const random = chance(9);
  const stands = Array.from({ length: 34 }, (): Stand => ({ x: -80 + random() * 720, y: -90 + random() * 160 + (random() < 0.4 ? 480 : 0), z: 16 + random() * 16, size: [0.9, 0.9, 0.9] }));
  const mesh = crowd("gulls", wings, material, stands);
  mesh.frustumCulled = false;
  return mesh;
}
