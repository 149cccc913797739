/** The game itself: a circuit, a race on it, and what is seen and heard of it. It knows no page but its own screen. */

import { Vector3 } from "three";

import { type Controls, readPad } from "./controls";
import { fetchBest, keep, type Kept, recall } from "./ghosts";
import { Hud } from "./hud";
import { Kernel, load, type State } from "./kernel";
import type { Car, Colours } from "./scene/car";
import { Rig } from "./scene/rig";
import { Stage } from "./scene/stage";
import { standAt, survey, type Seen } from "./scene/survey";
import { World } from "./scene/world";
import { Drive, type Ghost, passings, Race, speed } from "./sim";
import type { Sound } from "./sound";
import { type Circuit, Road } from "./track";
import { type Both, WORDS } from "./words";

export type Phase = "garage" | "countdown" | "racing" | "paused" | "over";
const COUNTDOWN_S = 3;
const GHOSTS: Colours[] = [["#bfe6ff", "#ffffff", "#9fc4dd"], ["#ffe08a", "#ffffff", "#dcb552"]];

export interface Chosen {
  car: string;
  colours: Colours;
}

export interface Over {
  pressed: readonly number[];
  ticks: number;
  marks: string[];
  lapTicks: number[];
  isBest: boolean;
}

export class Game {
  readonly hud: Hud;
  readonly world: World;
  phase: Phase = "garage";
  private readonly stage: Stage;
  private readonly rig: Rig;
  private race: Race | null = null;
  private car: Car | null = null;
  private ghosts: Car[] = [];
  private chosen: Chosen = { car: "tern", colours: ["#e8c547", "#14110d", "#fffdf8"] };
  private countdown = 0;
  private hasStood = false;
  private best: Kept | null = null;
  private boost = 0;
  private lean = 0;

  constructor(
    canvas: HTMLCanvasElement,
    readonly circuit: Circuit,
    private readonly module: WebAssembly.Module,
    private readonly controls: Controls,
    private readonly sound: Sound,
    private readonly say: (words: Both) => string,
    private readonly on: { driven(pressed: readonly number[]): void; rest(pressed: readonly number[]): void; goOn(pressed: readonly number[]): void; count(left: number): void; over(over: Over): void },
    isCalm: boolean,
  ) {
    const road = new Road(circuit);
    this.stage = new Stage(canvas, (seconds, now) => this.frame(seconds, now));
    this.world = new World(road);
    this.rig = new Rig(this.world.camera, road, isCalm);
    this.hud = new Hud(road, say);
    this.fit();
  }

  static async open(addresses: { track: string; kernel: string; ghost: string }, make: (circuit: Circuit, module: WebAssembly.Module) => Game): Promise<Game> {
    const [answer, module] = await Promise.all([fetch(addresses.track), load(addresses.kernel)]);
    if (!answer.ok) throw new Error(`the circuit: ${answer.status}`);
    const game = make((await answer.json()) as Circuit, module);
    void fetchBest(addresses.ghost).then((best) => (game.best = best));
    return game;
  }

  fit(): void {
    this.stage.fit();
    this.world.camera.aspect = this.stage.aspect;
    this.world.camera.updateProjectionMatrix();
  }

  /** Put the car on the line and count down. */
  begin(chosen: Chosen): void {
    this.chosen = chosen;
    const { circuit, module, world } = this;
    const kernelOf = (car: string): Kernel => new Kernel(module, circuit, circuit.cars[car] ?? Object.values(circuit.cars)[0]!);
    const beaten = [recall(circuit), this.best].filter((kept): kept is Kept => kept !== null).slice(0, 2);
    const ghosts = beaten.map(({ car, inputs }): Ghost => ({ inputs, passed: passings(kernelOf(car), inputs), drive: new Drive(kernelOf(car), circuit.laps) }));
    this.race = new Race(new Drive(kernelOf(chosen.car), circuit.laps), ghosts);
    world.clearCars();
    this.car = world.park(chosen.car, chosen.colours);
    this.ghosts = beaten.map(({ car }, i) => world.park(car, GHOSTS[i]!, true));
    for (const mark of world.marks) mark.draw(null);
    this.controls.clear();
    this.rig.reset();
    this.boost = this.lean = 0;
    this.countdown = COUNTDOWN_S;
    this.hasStood = false;
    this.phase = "countdown";
    this.on.count(COUNTDOWN_S);
    this.stage.start();
  }

  pause(): void {
    if (this.phase !== "racing" && this.phase !== "countdown") return;
    this.phase = "paused";
    this.hasStood = true;
    this.on.rest(this.race?.own.pressed ?? []);
    this.controls.clear();
    this.sound.quiet();
    this.stage.stop();
  }

  /** Count down again, so that hands are back on the keys, and go on. */
  carryOn(): void {
    if (this.phase !== "paused") return;
    this.countdown = COUNTDOWN_S;
    this.phase = "countdown";
    this.on.count(COUNTDOWN_S);
    this.stage.start();
  }

  get state(): State | null {
    return this.race?.own.after ?? null;
  }

  private frame(seconds: number, now: number): void {
    const race = this.race;
    if (!race || !this.car) return;
    let driven = 0;
    if (this.phase === "countdown") this.count(seconds);
    else if (this.phase === "racing") {
      driven = race.advance(seconds, (ago) => this.controls.byte(readPad(navigator.getGamepads?.() ?? []), (now - ago) * 1000));
      if (driven) this.on.driven(race.own.pressed);
      if (race.own.isOver) this.end(race);
    }
    this.show(race, seconds, now, driven);
  }

  private count(seconds: number): void {
    const before = Math.ceil(this.countdown);
    this.countdown -= Math.min(seconds, 0.25);
    const left = Math.max(0, Math.ceil(this.countdown));
    if (left !== before) this.on.count(left);
    if (this.countdown > 0) return;
    this.phase = "racing";
    if (this.hasStood) this.on.goOn(this.race?.own.pressed ?? []);
    this.hasStood = false;
  }

  private end(race: Race): void {
    this.phase = "over";
    const inputs = Uint8Array.from(race.own.pressed);
    const { ticks, marks, lapTicks } = new Kernel(this.module, this.circuit, this.circuit.cars[this.chosen.car]!).prove(inputs);
    const isBest = keep(this.circuit, { car: this.chosen.car, time_ms: Math.floor((ticks * 1000 + 30) / 60), inputs });
    this.on.over({ pressed: race.own.pressed, ticks, marks, lapTicks, isBest });
  }

  private show(race: Race, seconds: number, now: number, driven: number): void {
    const { world, car } = this;
    if (!car) return;
    const state = race.own.at(race.share);
    const byte = race.own.pressed.at(-1) ?? 28;
    const wantsBoost = state.nitro > 0 ? 1 : state.jet > 0 ? 0.7 : 0;
    this.boost += (wantsBoost - this.boost) * Math.min(1, seconds * 8);
    const fast = speed(state);
    const aside = state.vy * state.hx - state.vx * state.hy;
    this.lean += (Math.max(-0.09, Math.min(0.09, state.yaw * fast * 0.0022)) - this.lean) * Math.min(1, seconds * 9);
    world.place(car, state);
    // A drift is shown a little further out than it is driven.
    car.rotation.y += state.drift > 0 ? Math.max(-0.3, Math.min(0.3, state.yaw * 0.16)) : 0;
    const steer = (((byte >> 2) & 15) - 7) / 7;
    const dive = (byte & 2 ? -0.02 : byte & 1 ? 0.008 : 0) + this.boost * 0.012;
    car.pose({ steer, metres: fast * seconds, lean: this.lean, dive, isBraking: (byte & 2) !== 0, boost: this.boost, seconds: now });
    race.ghosts.forEach(({ drive }, i) => {
      const ghost = this.ghosts[i]!;
      const there = drive.at(race.share);
      world.place(ghost, there);
      ghost.pose({ steer: 0, metres: speed(there) * seconds, lean: 0, dive: 0, isBraking: false, boost: there.nitro > 0 ? 1 : 0, seconds: now });
    });
    this.leave(car, state, aside, now, driven);
    this.rig.follow(state, Math.min(seconds, 0.1), this.boost);
    world.look.ahead.value.copy(car.position);
    world.look.aim.value.set(state.hx, -state.hy);
    world.rush.draw(now, this.boost * 0.9 + Math.max(0, (fast - 36) / 60));
    world.draw(now, this.stage.high);
    this.stage.draw(world.scene, world.camera);
    const isWrong = fast > 6 && state.hx * this.world.road.spot(state.segment).tx + state.hy * this.world.road.spot(state.segment).ty < -0.3;
    const word = isWrong ? WORDS.wrong : state.window > 0 && state.drift === 0 ? WORDS.jet : null;
    this.hud.show(state, race.ghosts.map(({ drive }) => drive.after), race.own.lapTicks, race.gapMs, word ? this.say(word) : "");
    this.sound.hear(fast, Math.min(1, Math.abs(aside) / 8), this.boost, (byte & 1) === 1);
  }

  /** Smoke, sparks and marks of the rear wheels. */
  private leave(car: Car, state: State, aside: number, now: number, driven: number): void {
    const { world } = this;
    car.updateMatrixWorld();
    const slides = Math.abs(aside) > 2.4 || state.drift > 0;
    [1, -1].forEach((side, i) => {
      const wheel = (z: number): Vector3 => new Vector3(-1.3, 0.02, z * side).applyMatrix4(car.matrixWorld);
      world.marks[i]!.draw(slides && driven ? [wheel(0.68), wheel(0.94)] : null);
      if (slides && driven && speed(state) > 9) world.puffs.let(wheel(0.82), 0, now);
      if (state.drift > 0.35 && driven) world.puffs.let(wheel(0.82), state.charge > 60 || state.tanks > 1 ? 2 : 1, now);
    });
  }

  /** Look at a place of the lap as a driver there would; for pictures and tests. */
  view(metres: number, name: string, colours: Colours): void {
    this.stage.stop();
    const { world } = this;
    const state = standAt(world, metres);
    world.clearCars();
    const car = world.park(name, colours);
    world.place(car, state);
    this.rig.reset();
    this.rig.follow(state, 0, 0);
    world.look.ahead.value.copy(car.position);
    world.look.aim.value.set(state.hx, -state.hy);
    world.rush.draw(0, 0);
    world.draw(metres / 50, this.stage.high);
    this.stage.draw(world.scene, world.camera);
  }

  survey(every: number): Seen[] {
    this.stage.stop();
    return survey(this.stage.renderer, this.world, every);
  }

  close(): void {
    this.stage.close();
    this.sound.close();
  }
}
