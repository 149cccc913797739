/** A race without a page: sixty ticks a second whatever the screen does, laps, splits, and what lies between two ticks. */

import type { State } from "./kernel";

export const TICKS = 60;
/** Ticks that one frame may make up for; a page that was away longer has stopped, and the race waits for it. */
export const MOST_BEHIND = 90;

export interface Steps {
  start(): void;
  step(byte: number): void;
  read(): State;
}

/** Time as the kernel counts it. */
export function timeMs(ticks: number): number {
  return Math.floor((ticks * 1000 + TICKS / 2) / TICKS);
}

/** 83456 → 1:23.456 */
export function sayTime(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${minutes}:${((ms % 60_000) / 1000).toFixed(3).padStart(6, "0")}`;
}

/** A difference of times: +0.120 */
export function sayGap(ms: number): string {
  return `${ms < 0 ? "−" : "+"}${(Math.abs(ms) / 1000).toFixed(2)}`;
}

export function speed(state: State): number {
  return Math.hypot(state.vx, state.vy);
}

/** The state a share of the way from one tick to the next, for drawing only. */
export function between(before: State, after: State, share: number): State {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  const [hx, hy] = [mix(before.hx, after.hx), mix(before.hy, after.hy)];
  const size = Math.hypot(hx, hy) || 1;
  return {
    ...after,
    x: mix(before.x, after.x), y: mix(before.y, after.y), hx: hx / size, hy: hy / size,
    vx: mix(before.vx, after.vx), vy: mix(before.vy, after.vy), yaw: mix(before.yaw, after.yaw),
  };
}

/** One car driven: by a hand, or by inputs that a ghost was recorded in. */
export class Drive {
  before: State;
  after: State;
  readonly pressed: number[] = [];
  readonly lapTicks: number[] = [];

  constructor(
    private readonly kernel: Steps,
    private readonly laps: number,
  ) {
    kernel.start();
    this.before = this.after = kernel.read();
  }

  get isOver(): boolean {
    return this.after.laps >= this.laps;
  }

  step(byte: number): void {
    if (this.isOver) return;
    this.kernel.step(byte);
    this.pressed.push(byte);
    this.before = this.after;
    this.after = this.kernel.read();
    if (this.after.laps > this.lapTicks.length) this.lapTicks.push(this.after.tick);
  }

  at(share: number): State {
    return between(this.before, this.after, share);
  }
}

/** A race driven before, driven again beside one's own. passed: the tick at which each piece of the road was. */
export interface Ghost {
  drive: Drive;
  inputs: Uint8Array;
  passed: readonly number[];
}

/** A race: one's own drive and ghosts, on one clock; the first ghost is the one to beat. */
export class Race {
  private owed = 0;
  private readonly passed: number[] = [];

  constructor(
    readonly own: Drive,
    readonly ghosts: readonly Ghost[],
  ) {}

  /** Let so many seconds pass; `press` is asked for each tick's byte, and told how many seconds ago the tick was. Returns the ticks driven. */
  advance(seconds: number, press: (ago: number) => number): number {
    this.owed = Math.min(this.owed + seconds * TICKS, MOST_BEHIND);
    let driven = 0;
    while (this.owed >= 1 && !this.own.isOver) {
      this.owed -= 1;
      driven++;
      this.own.step(press(this.owed / TICKS));
      const { progress, tick } = this.own.after;
      while (this.passed.length <= progress) this.passed.push(tick);
      for (const { drive, inputs } of this.ghosts) {
        const byte = inputs[drive.after.tick];
        if (byte !== undefined) drive.step(byte);
      }
    }
    return driven;
  }

  /** How far the screen is between two ticks, 0–1. */
  get share(): number {
    return Math.min(1, this.owed);
  }

  /** Behind the first ghost at the last piece of road passed, in milliseconds; below 0 is ahead. */
  get gapMs(): number | null {
    const place = this.own.after.progress;
    const theirs = this.ghosts[0]?.passed[place];
    const ours = this.passed[place];
    return theirs === undefined || ours === undefined || place < 4 ? null : timeMs(ours) - timeMs(theirs);
  }
}

/** When inputs pass each piece of the road: a ghost's splits, found by driving them once. */
export function passings(kernel: Steps, inputs: Uint8Array): number[] {
  kernel.start();
  const found: number[] = [];
  for (const byte of inputs) {
    kernel.step(byte);
    const { progress, tick } = kernel.read();
    while (found.length <= progress) found.push(tick);
  }
  return found;
}
