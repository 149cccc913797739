import { describe, expect, test } from "vitest";
import { address, behind, isFar, sayBehind, shownAt, tokenOf } from "./edge";

describe("a relay's addresses", () => {
  test("carry their token, and take a newer one", () => {
    expect(tokenOf("/l/1.a.b/ast-1/liv-1/live.m3u8")).toBe("1.a.b");
    expect(address("http://h/l/old/ast-1/liv-1/00001.m4s", "new")).toBe("http://h/l/new/ast-1/liv-1/00001.m4s");
    expect(address("/m/old/ast-1/relay/00001.m4s", "new")).toBe("/m/new/ast-1/relay/00001.m4s");
    expect(address("/elsewhere", "new")).toBe("/elsewhere");
  });
});

test("how far behind the stage a picture is comes from its own date", () => {
  expect(behind(new Date(1000), 2500, 9)).toBe(1.5);
  expect(behind(null, 2500, 9)).toBe(9);
  expect(behind(null, 2500, 0)).toBeNull();
  expect([sayBehind(1.25, false), sayBehind(1.25, true), sayBehind(null, true)]).toEqual(["1.3 s", "1.3 秒", "–"]);
});

test("far behind is more than five seconds", () => {
  expect([isFar(10, 14), isFar(10, 16)]).toEqual([false, true]);
});

test("hours in compressed time pass from the beginning on", () => {
  expect([shownAt(1000, 500, 60), shownAt(1000, 1000, 60), shownAt(1000, 2000, 60)]).toEqual([500, 1000, 61_000]);
});
