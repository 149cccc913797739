/** Texts beside the film (subtitles, chapters, the storyboard) whose addresses carry the token too. */

import { withToken } from "./playback";

/** Give each text that is still to be read, and the storyboard whose sheets are read late, the renewed token. */
export function freshen(video: HTMLVideoElement, master: string): void {
  for (const each of video.querySelectorAll("track")) {
    if (each.label === "thumbnails" || isUnread(each.readyState)) {
      const address = withToken(each.src, master);
      if (address !== each.src) each.src = address;
    }
  }
}

/** 0: nobody asked yet; 3: it could not be read. */
export function isUnread(state: number): boolean {
  return state === 0 || state === 3;
}

/** Return where the chapter before or after a moment begins; of the one that has just begun, the one before. */
export function chapterFrom(starts: readonly number[], now: number, step: 1 | -1): number | null {
  const found = step > 0 ? starts.find((start) => start > now + 0.25) : starts.filter((start) => start < now - 3).at(-1);
  return found ?? null;
}
