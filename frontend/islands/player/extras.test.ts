import { describe, expect, test } from "vitest";

import { rateFrom } from "./keys";
import { levelFor, nameOf } from "./quality";
import { chapterFrom, isUnread } from "./tracks";

describe("around the film", () => {
  test("a size is called by its short side, upright films too", () => {
    expect([nameOf({ width: 1280, height: 720 }), nameOf({ width: 360, height: 640 })]).toEqual(["720p", "360p"]);
  });

  test("a remembered size that this film lacks leaves the choice to the player", () => {
    const levels = [{ width: 426, height: 240 }, { width: 1280, height: 720 }];
    expect([levelFor(levels, "720p"), levelFor(levels, "1080p"), levelFor(levels, null)]).toEqual([1, -1, -1]);
  });

  test("speed goes step by step and stays at its ends", () => {
    expect([rateFrom(1, 1), rateFrom(1, -1), rateFrom(2, 1), rateFrom(0.5, -1), rateFrom(1.1, 1)]).toEqual([1.25, 0.75, 2, 0.5, 1.25]);
  });

  test("one goes to the next chapter, or to the one before", () => {
    const starts = [0, 60, 120];
    expect([chapterFrom(starts, 30, 1), chapterFrom(starts, 125, 1), chapterFrom(starts, 61, -1), chapterFrom(starts, 90, -1)]).toEqual([60, null, 0, 60]);
    expect(chapterFrom([], 10, -1)).toBeNull();
  });

  test("only what was not read yet needs a fresh address", () => {
    expect([0, 1, 2, 3].map(isUnread)).toEqual([true, false, false, true]);
  });
});
