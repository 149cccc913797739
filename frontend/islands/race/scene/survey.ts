/** What is drawn along the lap, measured: calls, triangles, and whether the road is seen where the road is. For tests. */
import { Color, Fog, type Material, Mesh, MeshBasicMaterial, Vector3, WebGLRenderTarget, type WebGLRenderer } from "three";

import type { State } from "../kernel";
import { up } from "./build";
import { Rig } from "./rig";
import type { World } from "./world";

export interface Seen {
  metres: number;
  calls: number;
  triangles: number;
  programs: number;
  /** Of the points of the road that the camera looks at, how many it sees as road. */
  asked: number;
  road: number;
}

const [WIDE, HIGH] = [320, 180];

/** A car that stands on the centre line so many metres along, for looking from. */
export function standAt(world: World, metres: number, speed = 50): State {
  const { x, y, tx, ty } = world.road.at(metres);
  const { index } = world.road.nearest(x, y, 60);
  return { x, y, hx: tx, hy: ty, vx: tx * speed, vy: ty * speed, yaw: 0, charge: 0, drift: 0, nitro: 0, jet: 0, window: 0, segment: index, progress: index, laps: 0, tanks: 0, tick: 0 };
}

export function survey(renderer: WebGLRenderer, world: World, every: number): Seen[] {
  const { scene, camera, road } = world;
  const rig = new Rig(camera, road, true);
  const target = new WebGLRenderTarget(WIDE, HIGH);
  const aspect = camera.aspect;
  camera.aspect = WIDE / HIGH;
  const found: Seen[] = [];
  const pixels = new Uint8Array(WIDE * HIGH * 4);
  for (let metres = 0; metres < road.length; metres += every) {
    rig.reset();
    rig.follow(standAt(world, metres), 0, 0);
    camera.updateMatrixWorld();
    renderer.info.autoReset = false;
    renderer.info.reset();
    renderer.setRenderTarget(target);
    renderer.render(scene, camera);
    const { calls, triangles } = renderer.info.render;
    renderer.info.autoReset = true;
    const restore = marked(world);
    renderer.render(scene, camera);
    restore();
    renderer.readRenderTargetPixels(target, 0, 0, WIDE, HIGH, pixels);
    let [asked, seen] = [0, 0];
    for (const ahead of [5, 8, 12, 16, 20]) {
      for (const share of [-0.6, 0, 0.6]) {
        const spot = road.at(metres + ahead);
        const offset = share * road.circuit.half_width;
        const at = new Vector3(...up(spot.x - spot.ty * offset, spot.y + spot.tx * offset, spot.z + 0.05)).project(camera);
        if (Math.abs(at.x) > 0.98 || Math.abs(at.y) > 0.98 || at.z > 1) continue;
        asked++;
        const [px, py] = [Math.floor(((at.x + 1) / 2) * WIDE), Math.floor(((at.y + 1) / 2) * HIGH)];
        const byte = 4 * (py * WIDE + px);
        if (pixels[byte + 1]! > 200 && pixels[byte]! < 60) seen++;
      }
    }
    found.push({ metres, calls, triangles, programs: renderer.info.programs?.length ?? 0, asked, road: seen });
  }
  renderer.setRenderTarget(null);
  target.dispose();
  camera.aspect = aspect;
  camera.updateProjectionMatrix();
  return found;
}

/** Paint the road green and everything else red; return what undoes it. */
function marked({ scene }: World): () => void {
  const [green, red] = [new MeshBasicMaterial({ color: new Color(0, 1, 0), fog: false }), new MeshBasicMaterial({ color: new Color(1, 0, 0), fog: false, side: 2 })];
  const before: [Mesh, Material | Material[]][] = [];
  const hidden: Mesh[] = [];
  const { fog } = scene;
  scene.fog = null as unknown as Fog;
  scene.traverse((each) => {
    if (!(each instanceof Mesh)) {
      if ("isPoints" in each || "isLineSegments" in each) each.visible = false;
      return;
    }
    if (["sky", "shade", "marks", "car"].includes(each.name) || each.parent?.name === "car" || each.parent?.parent?.name === "car") {
      if (each.visible) hidden.push(each);
      each.visible = false;
      return;
    }
    before.push([each, each.material as Material]);
    each.material = each.name === "road" ? green : red;
  });
  return () => {
    for (const [mesh, material] of before) mesh.material = material;
    for (const mesh of hidden) mesh.visible = true;
    scene.traverse((each) => {
      if ("isPoints" in each || "isLineSegments" in each) each.visible = true;
    });
    scene.fog = fog;
    green.dispose();
    red.dispose();
  };
}
