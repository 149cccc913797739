/** Keys beyond those of the controls, while the focus is within the player: seconds, speed, chapters, tenths, small picture. */

import { chapterFrom } from "./tracks";

const STEP_SECONDS = 10;
// The controls would step from where the film was last told to be, not from where a key just sent it.
const TAKEN = "noarrowleft noarrowright noj nol";
export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/** Return the next speed up or down; at either end it stays. */
export function rateFrom(now: number, step: 1 | -1): number {
  const found = step > 0 ? RATES.find((rate) => rate > now + 0.01) : RATES.filter((rate) => rate < now - 0.01).at(-1);
  return found ?? now;
}

export function listen(player: HTMLElement, video: HTMLVideoElement): void {
  const controller = video.closest("media-controller");
  controller?.setAttribute("hotkeys", `${controller.getAttribute("hotkeys") ?? ""} ${TAKEN}`);
  player.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isOfRange(event)) return;
    if (act(event.key, video)) event.preventDefault();
  });
}

function act(key: string, video: HTMLVideoElement): boolean {
  if (key === ">" || key === "<") video.playbackRate = rateFrom(video.playbackRate, key === ">" ? 1 : -1);
  else if (key === "]" || key === "[") jump(video, chapterFrom(chapterStarts(video), video.currentTime, key === "]" ? 1 : -1));
  else if (key === "ArrowLeft" || key === "j") jump(video, Math.max(0, video.currentTime - STEP_SECONDS));
  else if (key === "ArrowRight" || key === "l") jump(video, Math.min(video.duration, video.currentTime + STEP_SECONDS));
  else if (/^[0-9]$/.test(key)) jump(video, (Number(key) / 10) * video.duration);
  else if (key === "Home") jump(video, 0);
  else if (key === "p") void toggleSmallPicture(video);
  else return false;
  return true;
}

function jump(video: HTMLVideoElement, seconds: number | null): void {
  if (seconds !== null && Number.isFinite(seconds)) video.currentTime = seconds;
}

function chapterStarts(video: HTMLVideoElement): number[] {
  const track = [...video.textTracks].find((each) => each.kind === "chapters");
  return [...(track?.cues ?? [])].map((cue) => cue.startTime);
}

async function toggleSmallPicture(video: HTMLVideoElement): Promise<void> {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else await video.requestPictureInPicture();
  } catch {
    // The browser has no small picture, or not now.
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** The bars for time and sound move by arrows of their own. */
function isOfRange(event: KeyboardEvent): boolean {
  return event.key.startsWith("Arrow") && event.target instanceof HTMLElement && event.target.localName.endsWith("-range");
}
