import { expect, test } from "vitest";

import { cookieFor, parseScheme } from "../islands/scheme";

test("a button's scheme is one of three, and anything else is the system's own", () => {
  expect(["light", "dark", "auto", "sepia", undefined].map(parseScheme)).toEqual(["light", "dark", "auto", "auto", "auto"]);
});

test("a chosen scheme is remembered for a year", () => {
  expect(cookieFor("dark", false)).toBe("scheme=dark; path=/; max-age=31536000; samesite=lax");
});

test("going back to the system's own forgets the choice", () => {
  expect(cookieFor("auto", false)).toContain("max-age=0");
});

test("over https the choice is sent over https only", () => {
  expect(cookieFor("light", true)).toMatch(/; secure$/);
});
