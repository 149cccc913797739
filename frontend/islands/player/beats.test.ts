import { describe, expect, test } from "vitest";
import { acknowledge, add, type Beat, KEEP_MS, messages, parse, prune } from "./beats";

const beat = (id: string, at_ms = 1000): Beat => ({ id, at_ms, position_ms: 0, played_ms: 10_000, rate: 1 });

describe("beats waiting to be acknowledged", () => {
  test("stay until the house has them", () => {
    const store = add(add({}, "pla-1", "old", beat("a")), "pla-1", "new", beat("b"));
    expect(acknowledge(store, "pla-1", ["a"])).toEqual({ "pla-1": { token: "new", beats: [beat("b")] } });
    expect(acknowledge(store, "pla-1", ["a", "b"])).toEqual({});
  });

  test("of a playing that is not there are no fault", () => {
    expect(acknowledge({}, "pla-1", ["a"])).toEqual({});
  });

  test("are forgotten after two days", () => {
    const store = add(add({}, "p", "t", beat("old", 0)), "p", "t", beat("new", KEEP_MS));
    expect(prune(store, KEEP_MS + 1)).toEqual({ p: { token: "t", beats: [beat("new", KEEP_MS)] } });
  });

  test("go a hundred to a message, each under its own token", () => {
    let store = add({}, "q", "tq", beat("z"));
    for (let n = 0; n < 250; n++) store = add(store, "p", "tp", beat(`b${n}`));
    const sizes = messages(store).map(({ token, beats }) => [token, beats.length]);
    expect(sizes).toEqual([["tq", 1], ["tp", 100], ["tp", 100], ["tp", 50]]);
  });

  test("in a damaged store are dropped, the others kept", () => {
    expect(parse("{")).toEqual({});
    expect(parse("[]")).toEqual({});
    expect(parse(null)).toEqual({});
    const whole = { p: { token: "t", beats: [beat("a")] } };
    expect(parse(JSON.stringify({ ...whole, q: { token: 1, beats: [] }, r: { token: "t", beats: [{}] } }))).toEqual(whole);
  });
});
