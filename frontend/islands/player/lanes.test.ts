import { expect, test } from "vitest";

import { freeAt, type Ground, isUnderWay, Lanes, left, mayFollow, type Runner } from "./lanes";

const DESK: Ground = { width: 1280, height: 720, laneHeight: 30, seconds: 8, gap: 16 };
const PHONE: Ground = { width: 390, height: 219, laneHeight: 22, seconds: 8, gap: 12 };

/** A small generator of chance, the same in every run. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Return the most that two in one lane ever share, in pixels: at every moment when either enters or leaves. */
function overlap(ground: Ground, runners: readonly Runner[]): number {
  let worst = 0;
  for (const lane of new Set(runners.map((each) => each.lane))) {
    const inLane = runners.filter((each) => each.lane === lane).sort((a, b) => a.startsAt - b.startsAt);
    for (const [i, one] of inLane.entries()) {
      for (const two of inLane.slice(i + 1)) {
        if (two.startsAt >= one.startsAt + ground.seconds) break;
        for (const at of [two.startsAt, one.startsAt + ground.seconds]) {
          worst = Math.max(worst, left(ground, one, at) + one.width - left(ground, two, at));
        }
      }
    }
  }
  return worst;
}

function mostAtOnce(ground: Ground, runners: readonly Runner[]): number {
  return Math.max(...runners.map((one) => runners.filter((two) => two.startsAt <= one.startsAt && isUnderWay(ground, two, one.startsAt)).length));
}

test.each([["desk", DESK], ["phone", PHONE]] as const)("a thousand a minute on a %s never touch", (_, ground) => {
  for (let seed = 1; seed <= 20; seed++) {
    const [lanes, draw] = [new Lanes(ground), chance(seed)];
    const times = Array.from({ length: 1000 }, () => draw() * 60).sort((a, b) => a - b);
    const runners = times.flatMap((at) => lanes.place(20 + draw() * 240, at, 1.5) ?? []);
    expect(overlap(ground, runners)).toBeLessThanOrEqual(1e-9);
    if (ground === DESK) expect(runners.length).toBe(1000);
  }
});

test("two hundred are on the picture at once, and none touches another", () => {
  const ground = { ...DESK, width: 1440, height: 810, laneHeight: 27 };
  const [lanes, draw] = [new Lanes(ground), chance(7)];
  const runners = Array.from({ length: 1200 }, (_, n) => lanes.place(30 + draw() * 120, n / 28, 1.5)).filter((each) => each !== null);
  expect(mostAtOnce(ground, runners)).toBeGreaterThanOrEqual(200);
  expect(overlap(ground, runners)).toBeLessThanOrEqual(1e-9);
});

test("a flood fills the picture and the rest waits no longer than it may", () => {
  const lanes = new Lanes(PHONE);
  const placed = Array.from({ length: 500 }, () => lanes.place(100, 0, 1.5)).filter((each) => each !== null);
  expect(placed.length).toBeLessThan(40);
  expect(placed.every((each) => each.startsAt <= 1.5)).toBe(true);
  expect(overlap(PHONE, placed)).toBeLessThanOrEqual(1e-9);
});

test("a long text does not run into a short one before it", () => {
  const slow: Runner = { lane: 0, startsAt: 0, width: 10 };
  expect(mayFollow(DESK, slow, 600, 0.3)).toBe(false);
  expect(mayFollow(DESK, slow, 10, 0.3)).toBe(true);
  const free = freeAt(DESK, slow, 600, 0.3);
  expect(free).toBeGreaterThan(0.3);
  expect(mayFollow(DESK, slow, 600, free + 1e-9)).toBe(true);
  expect(mayFollow(DESK, slow, 600, free - 0.01)).toBe(false);
});

test("each is seen for as long, and leaves whole", () => {
  const runner: Runner = { lane: 0, startsAt: 5, width: 300 };
  expect(left(DESK, runner, 5)).toBe(DESK.width);
  expect(left(DESK, runner, 13)).toBeCloseTo(-300);
  expect(isUnderWay(DESK, runner, 12.9)).toBe(true);
  expect(isUnderWay(DESK, runner, 13)).toBe(false);
});

test("after a seek every lane is free, and there is always one", () => {
  const lanes = new Lanes({ ...DESK, height: 5 });
  expect(lanes.count).toBe(1);
  lanes.place(2000, 0);
  expect(lanes.place(100, 0)).toBeNull();
  lanes.clear();
  expect(lanes.place(100, 0)?.lane).toBe(0);
});
