/** A circuit with all that stands by it, and the cars on it. */
import { Color, DirectionalLight, Fog, Group, HemisphereLight, type Mesh, type Object3D, PerspectiveCamera, Scene, Vector2, Vector3 } from "three";

import type { State } from "../kernel";
import { Road } from "../track";
import { up } from "./build";
import { Car, type Colours } from "./car";
import * as cityLandmarks from "./city/landmarks";
import { city } from "./city/river";
import * as street from "./city/street";
import { towers } from "./city/towers";
import { Marks, Puffs, Rush } from "./effects";
import { layGround } from "./ground";
import { layRoad } from "./road";
import { coast, inland } from "./seaside/coast";
import * as front from "./seaside/front";
import * as pier from "./seaside/pier";
import { village } from "./seaside/village";
import { markers } from "./markers";
import { bendsOf, bridges, flags, people, type Span } from "./people";
import { type Air, Sky } from "./sky";
import { raiseWalls, type Wall } from "./walls";
import { pour } from "./water";

const DAY: Air = { zenith: "#2f7fc4", horizon: "#bfe0ec", glow: "#ffe9c9", sun: new Vector3(-0.55, 0.42, 0.62).normalize(), isNight: false };
const NIGHT: Air = { zenith: "#070b24", horizon: "#2a1e52", glow: "#a8446f", sun: new Vector3(0.42, 0.36, 0.72).normalize(), isNight: true };

export class World {
  readonly scene = new Scene();
  readonly camera = new PerspectiveCamera(62, 16 / 9, 0.3, 4200);
  readonly puffs: Puffs;
  readonly marks = [new Marks(), new Marks()];
  readonly rush: Rush;
  readonly time = { value: 0 };
  /** Where the headlights are, and which way they shine. */
  readonly look = { ahead: { value: new Vector3() }, aim: { value: new Vector2(1, 0) } };
  private readonly sky: Sky;
  private readonly sun: DirectionalLight;
  private readonly turning: Object3D[] = [];
  private readonly sized: Mesh[] = [];
  private readonly cars = new Group();

  constructor(readonly road: Road) {
    const isNight = road.circuit.is_night;
    const air = isNight ? NIGHT : DAY;
    this.sky = new Sky(air);
    this.scene.fog = new Fog(new Color(isNight ? "#2b1a48" : "#cfe4ea"), isNight ? 130 : 260, isNight ? 1500 : 2300);
    this.sun = new DirectionalLight(isNight ? "#8f9ae0" : "#fff1d6", isNight ? 0.85 : 3.1);
    this.sun.position.copy(air.sun);
    const ambient = isNight ? new HemisphereLight("#4a4488", "#2a1c2c", 1.5) : new HemisphereLight("#bfe0ff", "#8f8a6a", 1.75);
    this.scene.add(this.sky, this.sun, ambient, this.camera, this.cars, ...this.marks);
    this.puffs = new Puffs(isNight);
    this.scene.add(this.puffs);
    this.rush = new Rush(this.camera);
    if (isNight) this.furnishCity(air);
    else this.furnishSeaside(air);
    this.scene.traverse((each) => {
      if (each.name === "halos") this.sized.push(each as Mesh);
    });
  }

  private furnishSeaside(air: Air): void {
    const { road, scene, time } = this;
    const { mesh, chart, height } = layGround(road, coast(road));
    const shore = (i: number, side: number): number => {
      const at = front.beside(road, i, side * 20);
      return inland(at.x, at.y);
    };
    const isFront = (i: number): boolean => road.spot(i).along < 640 || road.spot(i).along > road.length - 230;
    const wall = (i: number, side: number): Wall => (shore(i, side) < 88 && (!isFront(i) || shore(i, side) < 34) ? "railing" : isFront(i) ? "stone" : Math.floor(i / 46) % 3 === 1 ? "stone" : "hedge");
    scene.add(
      mesh,
      pour({ level: 0, deep: "#0f5f7d", shallow: "#5cc0b4", sky: "#bfe3f0", sun: air.sun, isRiver: false }, chart, time),
      layRoad(road, (i, side) => (isFront(i) || shore(i, side) < 30 ? "paving" : "grass"), this.look),
      raiseWalls(road, wall, time),
      front.huts(road, height), front.terraces(road), ...front.lamps(road), ...front.trees(road, height), front.boats(), front.gulls(time), ...markers(road), ...village(road, height),
      pier.landmarks(road, height), pier.bunting(road, [24, 60, 96, 132, 168, 204]),
      people(road, [[8, 30, 1], [90, 210, 1], [250, 300, 1], [390, 470, 1], [20, 60, -1], [470, 500, -1], [1180, 1260, 1], ...bendsOf(road)], time, height),
      flags(road, [[-60, 200, 1], [-40, 180, -1], ...thin(bendsOf(road, 0.01))], time), ...bridges(road, [1240, 2330]),
    );
    const wheel = pier.wheel();
    this.turning.push(wheel.userData["turns"] as Object3D);
    scene.add(wheel);
  }

  private furnishCity(air: Air): void {
    const { road, scene, time } = this;
    const { mesh, chart } = layGround(road, city(road));
    scene.add(
      mesh,
      pour({ level: 0, deep: "#070a1c", shallow: "#3a2052", sky: "#b0588a", sun: air.sun, isRiver: true }, chart, time),
      layRoad(road, () => "paving", this.look),
      raiseWalls(road, () => "parapet", time),
      towers(road, time), cityLandmarks.landmarks(road), street.lanes(road), street.trees(road), street.piers(road), street.signs(road), street.boats(),
      ...street.lamps(road), ...street.lanterns(road), ...markers(road),
      people(road, [[-30, 60, 1], [-30, 60, -1], [100, 190, -1], ...bendsOf(road, 0.009)], time, () => 99),
      flags(road, [[-60, 160, 1], [-60, 160, -1]], time), ...bridges(road, [560, 2450]),
    );
  }

  /** Put a car on the circuit; a second one is the ghost. */
  park(name: string, colours: Colours, isGhost = false): Car {
    const car = new Car(name, colours, this.road.circuit.is_night, isGhost);
    this.cars.add(car);
    return car;
  }

  clearCars(): void {
    this.cars.clear();
  }

  /** Set a car where the kernel says that it is. */
  place(car: Car, state: State): void {
    const { x, y, hx, hy, segment } = state;
    const z = this.road.height(segment, x, y);
    car.position.set(...up(x, y, z + 0.05));
    const spot = this.road.spot(segment);
    const next = this.road.spot(segment + 1);
    const climb = Math.atan2((next.z - spot.z) * (spot.tx * hx + spot.ty * hy), Math.hypot(next.x - spot.x, next.y - spot.y));
    car.rotation.set(0, Math.atan2(hy, hx), climb, "YXZ");
  }

  draw(seconds: number, high: number): void {
    this.time.value = seconds;
    this.sky.time = seconds;
    for (const each of this.turning) each.rotation.z = seconds * 0.12;
    this.puffs.draw(seconds, high);
    for (const each of this.sized) (each.material as unknown as { uniforms: Record<string, { value: number }> }).uniforms["high"]!.value = high;
  }
}

/** Every third of them: what stands close would hide the rest. */
function thin(spans: Span[]): Span[] {
  return spans.filter((_, i) => i % 3 === 0);
}
