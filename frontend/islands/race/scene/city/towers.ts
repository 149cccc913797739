/** Towers by the hundred, with windows that somebody is behind; and, below the water, the same once more. */
import { BoxGeometry, Color, DoubleSide, Group, type InstancedMesh, type MeshLambertMaterial } from "three";

import type { Road } from "../../track";
import { chance, noise, smooth } from "../chance";
import { crowd, type Stand } from "../crowd";
import { painted } from "../paint";
import { isClear } from "../seaside/front";
import { BANK, dry, FAR_BANK } from "./river";

const ACCENTS = ["#3aa0ff", "#ff4f8b", "#ffb347", "#7d6bff", "#34d6c4", "#ff6a3d", "#ffe08a"];

function material(time: { value: number }, isMirror: boolean): MeshLambertMaterial {
  return painted(
    {
      name: `towers-${isMirror}`,
      shared: "varying vec3 vOwn; varying vec3 vSize; varying vec3 vOut; varying vec2 vSeed0; uniform float time;\n#define vSeed floor(vSeed0 + .5)",
      vertex: "vSize = vec3(length(instanceMatrix[0].xyz), length(instanceMatrix[1].xyz), length(instanceMatrix[2].xyz)); vOwn = position * vSize; vOut = normal; vSeed0 = floor(instanceMatrix[3].xz);",
      colour: "vec3 accent = diffuseColor.rgb; diffuseColor.rgb = vec3(.012, .013, .024) + .008 * hash(vSeed);",
      glow: /* glsl */ `
      float across = abs(vOut.x) > .5 ? vOwn.z : vOwn.x, wide = abs(vOut.x) > .5 ? vSize.z : vSize.x;
      float seed = hash(vSeed * .37 + 1.3), up = vOwn.y / vSize.y, wall = step(abs(vOut.y), .5);
      vec2 grid = seed < .34 ? vec2(2.6, 3.3) : seed < .67 ? vec2(1.7, 3.1) : vec2(4.4, 3.6);
      vec2 cell = vec2(across, vOwn.y) / grid;
      vec2 inside = fract(cell) - .5, which = floor(cell) + vSeed;
      float seen = near(cell.y * 2.) * near(cell.x * 2.);
      float awake = step(.48 + .22 * seed, hash(which)), pane = band(inside.x, .36) * band(inside.y, .3);
      float tone = hash(which + 11.);
      vec3 lamp = mix(vec3(1., .68, .34), mix(vec3(.78, .88, 1.), vec3(1., .82, .58), step(.4, tone)), step(.3, tone)) * (.35 + .9 * hash(which + 5.));
      float mean = .46 * (.52 - .22 * seed);
      vec3 light = mix(vec3(.95, .72, .46) * mean * (.7 + .5 * grain(vec2(across * .12, vOwn.y * .05) + vSeed)), lamp * awake * pane, seen) * .5;
      // Some wear ribs of light, some a moving picture, all a crown.
      float rib = band(fract(across / 6.2) - .5, .03) * step(.7, seed);
      float edge = band(abs(across) - wide * .5 + .35, .28);
      float sweep = .5 + .5 * sin(vOwn.y * .07 - time * (.5 + seed) + seed * 30.);
      float shows = step(.8, hash(vSeed + 3.)) * step(vSize.y, 400.) * step(55., vSize.y);
      vec3 show = mix(accent, accent.brg, sweep) * (.25 + .75 * grain(vec2(across * .11, vOwn.y * .05 - time * .35) + vSeed));
      light = mix(light, show * .85, shows * smoothstep(.08, .2, up) * .8);
      light += accent * (edge * .75 * step(.45, seed) + rib * .55) * (.45 + .55 * sweep);
      light += accent * (smoothstep(1. - 5. / vSize.y, 1., up) * .8 + band(up - .965, 1.2 / vSize.y) * 1.4);
      light += mix(accent, vec3(1., .7, .4), .5) * exp(-vOwn.y * .16) * .28;
      totalEmissiveRadiance += light * wall + accent * .05 * (1. - wall);`,
      uniforms: { time },
    },
    isMirror ? { side: DoubleSide } : {},
  );
}

export function towers(road: Road, time: { value: number }): Group {
  const random = chance(42);
  const stands: Stand[] = [];
  const put = (x: number, y: number, w: number, h: number, d: number, angle: number): void => {
    const colour = new Color(ACCENTS[Math.floor(random() * ACCENTS.length)]!);
    stands.push({ x, y, z: 2, angle, size: [w, h, d], colour });
    if (h > 46 && random() < 0.75) stands.push({ x, y, z: 2, angle, size: [w * 0.66, h * (1.12 + random() * 0.2), d * 0.66], colour });
    if (h > 110 && random() < 0.6) stands.push({ x, y, z: 2, angle, size: [1.1, h * 1.62, 1.1], colour });
  };
  // The near city keeps its streets: a grid that the road cuts through.
  for (let gx = -900; gx < 980; gx += 46) {
    for (let gy = -2; gy < 1180; gy += 46) {
      const [x, y] = [gx + (random() - 0.5) * 16, gy + (random() - 0.5) * 16];
      const size = 17 + random() * 13;
      const far = Math.hypot(x - 30, y - 340);
      if (dry(x, y) < size * 0.75 || !isClear(road, x, y, 19 + size * 0.75) || random() < 0.16) continue;
      const lift = smooth(0.0, 0.9, noise(x * 0.006 + 2, y * 0.006) + 0.35);
      put(x, y, size, 14 + random() * 26 + lift * (30 + random() * 70) + smooth(420, 900, far) * 50, size * (0.7 + random() * 0.5), random() < 0.8 ? 0.12 : random());
    }
  }
  // The far bank looks its best.
  for (let i = 0; i < 92; i++) {
    const [x, row] = [-1250 + i * 27.5 + random() * 14, i % 3];
    const y = FAR_BANK - 34 - row * 62 - random() * 26;
    const tall = 38 + random() * 62 + Math.exp(-(((x + 120) / 330) ** 2)) * (70 + row * 40) * (0.6 + random() * 0.6);
    put(x, y, 20 + random() * 15, tall, 20 + random() * 12, (random() - 0.5) * 0.3);
  }
  const box = new BoxGeometry(1, 1, 1).translate(0, 0.5, 0);
  const whole = new Group();
  whole.add(crowd("towers", box, material(time, false), stands), mirror(box, material(time, true), stands));
  return whole;
}

/** What the water shows: those that stand by it, upside down. */
function mirror(box: BoxGeometry, coat: MeshLambertMaterial, stands: Stand[]): InstancedMesh {
  const seen = stands.filter(({ x, y }) => y < BANK - 200 || dry(x, y) < 46);
  const mesh = crowd("mirrored", box, coat, seen.map((each) => ({ ...each, z: -2, size: [each.size![0], -each.size![1], each.size![2]] })));
  mesh.userData["isWater"] = true;
  return mesh;
}
