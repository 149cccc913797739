import { expect, it } from "vitest";

import { step } from "./session";

it("steps within the film", () => {
  const video = { currentTime: 5, duration: 60 };
  step(video, -10);
  expect(video.currentTime).toBe(0);
  step(video, 100);
  expect(video.currentTime).toBe(60);
  const endless = { currentTime: 5, duration: Number.NaN };
  step(endless, 10);
  expect(endless.currentTime).toBe(15);
});
