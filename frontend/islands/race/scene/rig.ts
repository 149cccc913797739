/** The camera behind the car: it trails, looks into the bend, opens up with speed, and steps aside for nobody's stomach. */
import { type PerspectiveCamera, Vector3 } from "three";

import type { State } from "../kernel";
import type { Road } from "../track";
import { up } from "./build";

const BACK = 4.9, ABOVE = 1.66, AHEAD = 9;

export class Rig {
  private readonly way = new Vector3();
  private readonly place = new Vector3();
  private readonly target = new Vector3();
  private shaken = 0;
  private isSet = false;

  constructor(
    private readonly camera: PerspectiveCamera,
    private readonly road: Road,
    private readonly isCalm: boolean,
  ) {}

  /** Begin again from behind the car. */
  reset(): void {
    this.isSet = false;
  }

  follow(state: State, seconds: number, boost: number): void {
    const { x, y, hx, hy, vx, vy, segment } = state;
    const speed = Math.hypot(vx, vy);
    const share = speed > 3 ? 0.55 : 0;
    const [wx, wy] = [hx * (1 - share) + (share * vx) / (speed || 1), hy * (1 - share) + (share * vy) / (speed || 1)];
    const wanted = new Vector3(...up(wx, wy, 0)).normalize();
    const pull = (rate: number): number => (this.isSet ? 1 - Math.exp(-rate * seconds) : 1);
    this.way.lerp(wanted, pull(7)).normalize();
    const z = this.road.height(segment, x, y);
    const car = new Vector3(...up(x, y, z));
    // A screen held upright sees little to the sides: the camera stands back.
    const tall = Math.min(2.2, Math.max(1, 1.2 / this.camera.aspect) ** 0.9);
    const back = (BACK + speed * 0.012 + boost * 0.5) * tall;
    this.place.copy(car).addScaledVector(this.way, -back);
    const under = this.road.nearest(this.place.x, -this.place.z, 40);
    this.place.y = Math.max(z, under.index < 0 ? z : this.road.spot(under.index).z) + ABOVE * (0.6 + 0.4 * tall);
    this.target.lerp(car.clone().addScaledVector(this.way, AHEAD).setY(z + 1.3), pull(14));
    this.camera.position.copy(this.place);
    if (!this.isCalm) {
      this.shaken += seconds * 31;
      const force = (Math.max(0, speed - 38) / 40 + boost) * 0.016;
      this.camera.position.add(new Vector3(Math.sin(this.shaken * 1.7), Math.sin(this.shaken * 2.3), Math.sin(this.shaken)).multiplyScalar(force));
    }
    this.camera.lookAt(this.target);
    const open = this.isCalm ? 64 : 60 + Math.min(speed, 70) * 0.25 + boost * 9;
    this.camera.fov += (open - this.camera.fov) * pull(5);
    this.camera.updateProjectionMatrix();
    this.isSet = true;
  }

  /** Circle a standing car, for the garage. */
  circle(state: State, seconds: number): void {
    const z = this.road.height(state.segment, state.x, state.y);
    const turn = Math.atan2(state.hy, state.hx) + 2.5 + Math.sin(seconds * 0.25) * 0.5;
    this.camera.position.set(...up(state.x + Math.cos(turn) * 6.4, state.y + Math.sin(turn) * 6.4, z + 1.7));
    this.camera.lookAt(...up(state.x, state.y, z + 0.75));
    this.camera.fov = 52;
    this.camera.updateProjectionMatrix();
    this.isSet = false;
  }
}
