/** Danmaku's lanes: who may run where, so that no two ever touch; numbers only. */

export interface Ground {
  /** Of the picture, in CSS pixels. */
  width: number;
  height: number;
  /** Of one lane, the space to the next one within. */
  laneHeight: number;
  /** From the right edge until its end has left by the left one. */
  seconds: number;
  /** Between one's end and the next one's beginning, in CSS pixels. */
  gap: number;
}

/** One that runs: it enters at a second of the film and is as wide as its text. */
export interface Runner {
  lane: number;
  startsAt: number;
  width: number;
}

/** Return how fast one runs, in pixels a second: the longer, the faster, so that all are seen for as long. */
export function speed(ground: Ground, width: number): number {
  return (ground.width + width) / ground.seconds;
}

/** Return where its beginning is at a second. */
export function left(ground: Ground, runner: Runner, at: number): number {
  return ground.width - speed(ground, runner.width) * (at - runner.startsAt);
}

/** Return whether it is on the picture, or about to be. */
export function isUnderWay(ground: Ground, runner: Runner, at: number): boolean {
  return at < runner.startsAt + ground.seconds;
}

/** Return whether a newcomer of some width may follow one in its lane at a second, all the way. */
export function mayFollow(ground: Ground, before: Runner, width: number, at: number): boolean {
  if (!isUnderWay(ground, before, at)) return true;
  const hasEntered = left(ground, before, at) + before.width + ground.gap <= ground.width;
  // Both run evenly: not touching now nor when the one before leaves means not touching between.
  const leavesAt = before.startsAt + ground.seconds;
  const newcomer = { lane: before.lane, startsAt: at, width };
  return hasEntered && left(ground, newcomer, leavesAt) >= ground.gap;
}

/** Return the first second from ``at`` on at which a newcomer may follow. */
export function freeAt(ground: Ground, before: Runner, width: number, at: number): number {
  const entered = before.startsAt + (before.width + ground.gap) / speed(ground, before.width);
  const uncaught = before.startsAt + ground.seconds - (ground.width - ground.gap) / speed(ground, width);
  return Math.max(at, entered, uncaught);
}

export class Lanes {
  private readonly last: (Runner | null)[];

  constructor(readonly ground: Ground) {
    this.last = Array.from({ length: Math.max(1, Math.floor(ground.height / ground.laneHeight)) }, () => null);
  }

  get count(): number {
    return this.last.length;
  }

  /** Give a text its lane, the highest one free now, else the first to be free within ``patience`` seconds; null when none is. */
  place(width: number, at: number, patience = 0): Runner | null {
    let best: Runner | null = null;
    for (const [lane, before] of this.last.entries()) {
      const startsAt = before ? freeAt(this.ground, before, width, at) : at;
      if (startsAt - at <= patience && (!best || startsAt < best.startsAt)) best = { lane, startsAt, width };
      if (best?.startsAt === at) break;
    }
    if (best) this.last[best.lane] = best;
    return best;
  }

  /** Forget who ran: after a seek the picture is empty. */
  clear(): void {
    this.last.fill(null);
  }
}
