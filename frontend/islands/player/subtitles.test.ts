import { describe, expect, it } from "vitest";

import { apply, choices, next, type Track } from "./subtitles";

describe("subtitles", () => {
  it("offers what the tracks allow", () => {
    expect(choices([], "en-GB")).toEqual(["off"]);
    expect(choices(["zh-Hans"], "en-GB")).toEqual(["off", "other"]);
    expect(choices(["en-GB", "zh-Hans"], "zh-Hans")).toEqual(["off", "own", "other", "both"]);
  });

  it("goes round", () => {
    const offered = choices(["en", "zh"], "en");
    expect(["off", "own", "other", "both"].map((each) => next(each as never, offered))).toEqual(["own", "other", "both", "off"]);
  });

  it("shows one language, the other, or both", () => {
    const tracks: Track[] = [{ language: "en-GB", mode: "disabled" }, { language: "zh-Hans", mode: "disabled" }];
    const modes = (choice: "off" | "own" | "other" | "both"): TextTrackMode[] => {
      apply(tracks, choice, "zh-Hans");
      return tracks.map((each) => each.mode);
    };
    expect(modes("own")).toEqual(["disabled", "showing"]);
    expect(modes("other")).toEqual(["showing", "disabled"]);
    expect(modes("both")).toEqual(["showing", "showing"]);
    expect(modes("off")).toEqual(["disabled", "disabled"]);
  });
});
