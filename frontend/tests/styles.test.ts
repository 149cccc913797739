/** Rules that the styles keep: few tokens, parts that know meanings only, contrast that can be read. */
import { expect, test } from "vitest";

import tokens from "../styles/tokens.css?raw";
import { contrast, mixedOver, readTokens, resolve } from "./contrast";

const parts = import.meta.glob<string>("../styles/parts/*.css", { query: "?raw", import: "default", eager: true });

test("the tokens fit on a page and a bit", () => {
  expect(tokens.split("\n").length).toBeLessThanOrEqual(121);
});

test.each(Object.keys(parts))("%s takes its colours from meanings, not from the scale", (name) => {
  const text = parts[name] ?? "";
  expect(text.length).toBeGreaterThan(0);
  expect(text.match(/var\(--(?:ink|paper|limelight|seal|leaf)-\d+\)/g) ?? []).toEqual([]);
});

const READ = [["ink", 7], ["quiet", 7], ["accent-ink", 4.5], ["seal", 4.5], ["good", 4.5], ["edge", 3]] as const;
const GROUNDS = ["paper", "raised", "sunk"] as const;

test.each(["light", "dark"] as const)("in the %s scheme every text can be read on every ground", (scheme) => {
  const known = readTokens(tokens);
  const weak = READ.flatMap(([text, least]) =>
    GROUNDS.map((ground) => [text, ground, contrast(resolve(known, text, scheme), resolve(known, ground, scheme)), least] as const),
  ).filter(([, , found, least]) => found < least);
  expect(weak).toEqual([]);
});

test.each(["oxblood", "bottle", "night", "aubergine", "umber", "petrol", "slate", "madder"])("a playbill printed in %s can be read", (ink) => {
  const known = readTokens(tokens);
  const ground = mixedOver([232, 197, 71], 0.38, resolve(known, ink, "dark"));
  expect(contrast([248, 240, 224], resolve(known, ink, "dark"))).toBeGreaterThanOrEqual(7);
  expect(contrast([248, 240, 224], ground)).toBeGreaterThanOrEqual(3);
});
