/** The race without a page: ticks, splits, keys, and the line to the house when it stumbles. */
import { expect, test } from "vitest";

import { Controls, readPad } from "./controls";
import type { State } from "./kernel";
import { Line, Refused } from "./line";
import { between, Drive, MOST_BEHIND, passings, Race, sayGap, sayTime, timeMs } from "./sim";
import { type Circuit, Road } from "./track";

const REST: State = { x: 0, y: 0, hx: 1, hy: 0, vx: 0, vy: 0, yaw: 0, charge: 0, drift: 0, nitro: 0, jet: 0, window: 0, segment: 0, progress: 0, laps: 0, tanks: 0, tick: 0 };

/** A kernel that goes a metre a tick while the throttle is down, a piece of road each ten, a lap each hundred. */
class Toy {
  private state = { ...REST };
  start(): void {
    this.state = { ...REST };
  }
  step(byte: number): void {
    const x = this.state.x + (byte & 1);
    this.state = { ...this.state, x, progress: Math.floor(x / 10), laps: Math.floor(x / 100), tick: this.state.tick + 1 };
  }
  read(): State {
    return this.state;
  }
}

test("a race ticks sixty times a second however often the screen is drawn", () => {
  for (const frames of [20, 60, 144]) {
    const race = new Race(new Drive(new Toy(), 9), []);
    let driven = 0;
    for (let i = 0; i < frames; i++) driven += race.advance(1 / frames, () => 1);
    expect(driven).toBeGreaterThanOrEqual(59);
    expect(driven).toBeLessThanOrEqual(60);
  }
});

test("a page that was away is not made up for", () => {
  const race = new Race(new Drive(new Toy(), 9), []);
  expect(race.advance(60, () => 1)).toBe(MOST_BEHIND);
});

test("laps are timed, the race ends with the last, and what was pressed is kept byte by byte", () => {
  const race = new Race(new Drive(new Toy(), 2), []);
  for (let i = 0; i < 400; i++) race.advance(1 / 60, () => 1);
  expect(race.own.isOver).toBe(true);
  expect(race.own.lapTicks).toEqual([100, 200]);
  expect(race.own.pressed).toHaveLength(200);
});

test("the gap to a ghost is told at the same piece of road", () => {
  const inputs = Uint8Array.from({ length: 400 }, (_, i) => (i % 2 ? 1 : 0));
  const race = new Race(new Drive(new Toy(), 9), [{ drive: new Drive(new Toy(), 9), inputs, passed: passings(new Toy(), inputs) }]);
  for (let i = 0; i < 90; i++) race.advance(1 / 60, () => 1);
  expect(race.gapMs).toBeLessThan(-1000);
});

test("between two ticks the car is drawn between two places, and its heading stays a direction", () => {
  const half = between({ ...REST, hx: 1, hy: 0 }, { ...REST, x: 2, hx: 0, hy: 1 }, 0.5);
  expect(half.x).toBe(1);
  expect(Math.hypot(half.hx, half.hy)).toBeCloseTo(1, 12);
});

test("times read as people say them", () => {
  expect(timeMs(15_313)).toBe(255_217);
  expect(sayTime(83_456)).toBe("1:23.456");
  expect(sayTime(59_999)).toBe("0:59.999");
  expect(sayGap(-120)).toBe("−0.12");
});

test("a held key turns the wheel by and by, and letting go brings it back", () => {
  const controls = new Controls();
  controls.press("KeyA");
  controls.press("ArrowUp");
  const wheel = (): number => (controls.byte(null) >> 2) & 15;
  const turned = Array.from({ length: 8 }, wheel);
  expect(turned[0]).toBeGreaterThan(0);
  expect(turned.at(-1)).toBe(0);
  controls.release("KeyA");
  expect(Array.from({ length: 6 }, wheel).at(-1)).toBe(7);
});

test("a key counts from the tick that it was pressed at, even when the screen is drawn seldom", () => {
  const controls = new Controls();
  const race = new Race(new Drive(new Toy(), 9), []);
  controls.press("ArrowUp", 1100);
  controls.release("ArrowUp", 1200);
  // One frame a third of a second long, drawn at 1333 ms.
  race.advance(20 / 60 + 1e-9, (ago) => controls.byte(null, 1333.4 - ago * 1000));
  expect(race.own.pressed).toHaveLength(20);
  expect(race.own.pressed.filter((byte) => byte & 1)).toHaveLength(6);
  expect(race.own.pressed[0]! & 1).toBe(0);
  expect(race.own.pressed.at(-1)! & 1).toBe(0);
});

test("no keys, buttons or pad ever press what the kernel does not know", () => {
  const controls = new Controls();
  for (const key of ["left", "right", "throttle", "brake", "drift", "nitro"]) {
    controls.press(key);
    for (const steer of [-1, -0.4, 0, 0.4, 1]) {
      const byte = controls.byte({ steer, throttle: true, brake: steer > 0, drift: true, nitro: false });
      expect((byte >> 2) & 15).toBeLessThan(15);
      expect(byte & 3).not.toBe(3);
    }
  }
});

test("a pad is read in the standard layout, and none is no pad", () => {
  expect(readPad([null])).toBeNull();
  const buttons = Array.from({ length: 17 }, (_, i) => ({ pressed: i === 7 || i === 0, touched: false, value: 1 }));
  const pad = readPad([{ connected: true, axes: [0.5], buttons } as unknown as Gamepad]);
  expect(pad).toEqual({ steer: 0.5, throttle: true, brake: false, drift: true, nitro: false });
});

function house(answers: ((to: string, body: unknown, first: number) => [number, object])[]): { ask: typeof fetch; sent: string[] } {
  const sent: string[] = [];
  const ask = (async (to: string, given: RequestInit) => {
    const first = Number((given.headers as Record<string, string>)["X-Race-First"] ?? -1);
    sent.push(`${to} ${first}`);
    const [status, told] = (answers.shift() ?? (() => [200, { held: first + (given.body as Uint8Array).length }]))(to, given.body, first);
    return new Response(JSON.stringify(told), { status });
  }) as typeof fetch;
  return { ask, sent };
}

const TO = { begin: "begin", piece: "piece", finish: "finish", csrf: "c" };

test("inputs go out in pieces while one drives, the rest at the end, then the claim", async () => {
  const { ask, sent } = house([() => [200, { token: "t" }]]);
  const line = new Line(TO, ask);
  line.begin("gullhaven", "tern", "limelight");
  const pressed = Array.from({ length: 500 }, () => 29);
  line.stream(pressed.slice(0, 100));
  line.stream(pressed.slice(0, 180));
  await new Promise((go) => setTimeout(go, 20));
  expect(sent).toEqual(["begin -1", "piece 0"]);
  await line.finish(pressed, 8333, []).catch(() => undefined);
  expect(sent.slice(2)).toEqual(["piece 180", "finish -1"]);
});

test("a race that stands still sends what it has, and says when it goes on, before anything later", async () => {
  const { ask, sent } = house([() => [200, { token: "t" }]]);
  const line = new Line(TO, ask);
  line.begin("gullhaven", "tern", "limelight");
  const pressed = Array.from({ length: 50 }, () => 29);
  line.rest(pressed);
  await new Promise((go) => setTimeout(go, 10));
  expect(sent).toEqual(["begin -1", "piece 0"]);
  line.goOn(pressed);
  pressed.push(...Array.from({ length: 200 }, () => 29));
  line.stream(pressed);
  await new Promise((go) => setTimeout(go, 10));
  expect(sent.slice(2)).toEqual(["piece 50", "piece 50"]);
  await line.finish(pressed, 1, []).catch(() => undefined);
  expect(sent.at(-1)).toBe("finish -1");
});

test("a mark of a stop that was lost is sent again", async () => {
  const { ask, sent } = house([() => [200, { token: "t" }], () => [500, {}]]);
  const line = new Line(TO, ask);
  line.begin("gullhaven", "tern", "limelight");
  line.goOn([]);
  await line.finish([29], 16, []).catch(() => undefined);
  expect(sent).toEqual(["begin -1", "piece 0", "piece 0", "piece 0", "finish -1"]);
});

test("a piece that was lost is sent again from where the house stands", async () => {
  const { ask, sent } = house([() => [200, { token: "t" }], () => [409, { reason: "gap", held: 0 }], () => [500, {}]]);
  const line = new Line(TO, ask);
  line.begin("gullhaven", "tern", "limelight");
  await line.finish(Array.from({ length: 60 }, () => 29), 1000, []).catch(() => undefined);
  expect(sent.filter((each) => each.startsWith("piece"))).toEqual(["piece 0", "piece 0", "piece 0"]);
});

test("a refusal is told in both languages", async () => {
  const { ask } = house([() => [403, { reason: "minor", error: { en: "Not now", zh: "现在不行" } }]]);
  const line = new Line(TO, ask);
  line.begin("gullhaven", "tern", "limelight");
  await expect(line.finish([29], 16, [])).rejects.toEqual(new Refused("minor", { en: "Not now", zh: "现在不行" }));
});

test("a road knows what is nearest, how high it is, and how it bends", () => {
  const points = Array.from({ length: 60 }, (_, i) => [100 * Math.cos((i / 60) * 2 * Math.PI), 100 * Math.sin((i / 60) * 2 * Math.PI), i < 30 ? 5 : 7]).flat();
  const road = new Road({ id: "ring", points, half_width: 7, wall: 6, laps: 3 } as unknown as Circuit);
  expect(road.length).toBeCloseTo(2 * Math.PI * 100, -1);
  expect(road.nearest(90, 0).index).toBe(0);
  expect(road.nearest(0, 0, 50).index).toBe(-1);
  expect(road.bends[10]).toBeCloseTo(0.01, 3);
  expect(road.height(10, road.spot(10).x, road.spot(10).y)).toBe(5);
});
