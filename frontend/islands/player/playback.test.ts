import { describe, expect, test } from "vitest";
import { bufferSeconds, Played, readRefusal, renewIn, resumeAt, withToken } from "./playback";

describe("time played", () => {
  test("adds up while the film runs", () => {
    const played = new Played();
    for (let second = 0; second <= 10; second++) played.look(second, second * 1000, 1, true);
    expect(played.take()).toBe(10_000);
    expect(played.take()).toBe(0);
  });

  test("does not grow by a seek, forward or back", () => {
    const played = new Played();
    played.look(0, 0, 1, true);
    played.look(300, 1000, 1, true);
    played.look(10, 2000, 1, true);
    expect(played.take()).toBe(0);
  });

  test("does not grow over a pause", () => {
    const played = new Played();
    played.look(5, 0, 1, false);
    played.look(6, 60_000, 1, true);
    expect(played.take()).toBe(0);
  });

  test("is the film's own time at double rate", () => {
    const played = new Played();
    played.look(0, 0, 2, true);
    played.look(2, 1000, 2, true);
    expect(played.take()).toBe(2000);
  });

  test("starts anew after a jump", () => {
    const played = new Played();
    played.look(0, 0, 1, true);
    played.jump();
    played.look(0.4, 1000, 1, true);
    expect(played.take()).toBe(0);
  });
});

test("a renewed token takes the place of the old one in every address", () => {
  const master = "/m/new.token/ast-1/master.m3u8";
  expect(withToken("http://h/m/old/ast-1/v360/00001.m4s", master)).toBe("http://h/m/new.token/ast-1/v360/00001.m4s");
  expect(withToken("http://h/elsewhere", master)).toBe("http://h/elsewhere");
});

test("renewal comes at half of what is left, and never in a rush", () => {
  expect(renewIn(300_000, 0)).toBe(150_000);
  expect(renewIn(100, 0)).toBe(1000);
  expect(renewIn(0, 5000)).toBe(1000);
});

test("little is loaded ahead near the end of a right", () => {
  expect([bufferSeconds(30_000, 0), bufferSeconds(300_000, 0)]).toEqual([12, 30]);
});

test("a film goes on where it was left, but not at its very start or end", () => {
  expect([resumeAt(42, 100), resumeAt(2, 100), resumeAt(98, 100), resumeAt(null, 100), resumeAt(NaN, 100)]).toEqual([42, 0, 0, 0, 0]);
});

test("a refusal is read with care", () => {
  const said = { reason: "expired", error: { en: "Over.", zh: "已过期。" } };
  expect(readRefusal(JSON.stringify(said))).toEqual({ reason: "expired", message: said.error });
  for (const odd of ["", "<html>", "null", "[]", '{"error":{"en":1}}']) expect(readRefusal(odd).message).toBeNull();
});
