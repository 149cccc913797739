import { expect, test } from "vitest";

import { asLine, Timeline, wasSought } from "./timeline";

const line = (id: string, atSeconds: number) => ({ id, text: id, name: "Chen", atSeconds });

test("lines stand by their moment, each once, and the ones passed are due once", () => {
  const timeline = new Timeline();
  for (const [id, at] of [["c", 9], ["a", 1], ["b", 5], ["b2", 5]] as const) expect(timeline.add(line(id, at))).toBe(true);
  expect(timeline.add(line("a", 1))).toBe(false);
  expect(timeline.lines.map((each) => each.id)).toEqual(["a", "b", "b2", "c"]);
  expect(timeline.due(1, 5).map((each) => each.id)).toEqual(["b", "b2"]);
  expect(timeline.due(5, 9).map((each) => each.id)).toEqual(["c"]);
  expect(timeline.due(9, 3)).toEqual([]);
  expect(timeline.remove("b")).toBe(true);
  expect(timeline.remove("b")).toBe(false);
});

test("the window at hand is asked for, and the next one near its end", () => {
  const timeline = new Timeline();
  expect(timeline.wanted(10)).toEqual([0]);
  timeline.note(0, true);
  expect(timeline.wanted(10)).toEqual([]);
  expect(timeline.wanted(280)).toEqual([300]);
  timeline.note(0, false);
  expect(timeline.wanted(299)).toEqual([0, 300]);
});

test("only danmaku becomes a line", () => {
  const said = { id: "x", form: "danmaku", number: 1, gone: false, text: "哈", at_seconds: 3 } as const;
  expect(asLine(said)?.atSeconds).toBe(3);
  expect(asLine({ ...said, gone: true })).toBeNull();
  expect(asLine({ ...said, form: "chat" })).toBeNull();
});

test("a jump is told from playing, at any rate", () => {
  expect(wasSought(10, 10.3, 250, 1)).toBe(false);
  expect(wasSought(10, 10.6, 250, 2)).toBe(false);
  expect(wasSought(10, 60, 250, 1)).toBe(true);
  expect(wasSought(10, 2, 250, 1)).toBe(true);
});
