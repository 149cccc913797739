import { describe, expect, it } from "vitest";

import { BLOCK, treeHash } from "./hash";
import { lasting, Pace, sized } from "./pace";

// As core/tus.py hashes the same bytes.
const KNOWN: [number, string][] = [
  [0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  [3, "5c92625b2694c58d90df498395e847d4184eeefddcb2b00f55edb0c25a83c3ac"],
  [BLOCK, "d98ddafa74644962833801fc4a6d1d1b2f5755341f21a1ef05aeec7616b7e3d4"],
  [BLOCK + 1, "8943f423d4de6e04f5a75ea65044e576bea7528fa7d6eb6096683ba6964e0e71"],
];

describe("treeHash", () => {
  it.each(KNOWN)("hashes %i bytes block by block, as the house does", async (size, hash) => {
    const bytes = new Uint8Array(size).map((_, place) => (place * 31) % 251);
    expect(await treeHash(new Blob([bytes]), () => false)).toBe(hash);
  });

  it("stops when asked to", async () => {
    expect(await treeHash(new Blob([new Uint8Array(10)]), () => true)).toBeNull();
  });
});

describe("Pace", () => {
  it("tells speed over the last seconds and the time left", () => {
    const pace = new Pace();
    for (let second = 0; second <= 20; second += 1) pace.note(second < 10 ? 0 : (second - 10) * 1000, second * 1000);
    expect(pace.speed).toBeCloseTo(1000, 0);
    expect(pace.left(20_000)).toBeCloseTo(10, 0);
  });

  it("says nothing from too little, and begins anew after a step back", () => {
    const pace = new Pace();
    pace.note(5000, 0);
    pace.note(6000, 100);
    expect(pace.speed).toBeNull();
    pace.note(0, 5000);
    expect(pace.left(100)).toBeNull();
  });
});

it("writes sizes and times as people do", () => {
  expect(sized(4_200_000, "en-GB")).toBe("4.2 MB");
  expect(sized(999, "en-GB")).toMatch(/999 byte/);
  expect(lasting(45, "en-GB")).toBe("45 seconds");
  expect(lasting(600, "zh-CN")).toContain("10");
});
