/** What stands around a film beside its controls: quality, chapters, more keys, fresh addresses, what comes next. */

import { listen } from "./keys";
import { Quality } from "./quality";
import type { Source } from "./source";
import { freshen } from "./tracks";

/** Add them to a player whose controls stand; before its source is opened. */
export function equip(player: HTMLElement, video: HTMLVideoElement, source: Source, chinese: boolean): void {
  const bar = player.querySelector("media-control-bar");
  if (bar) new Quality(source, chinese).stand(bar);
  // The small picture repeats what the time beside it says.
  const preview = player.querySelector("media-time-range")?.shadowRoot?.querySelector("media-preview-thumbnail");
  preview?.shadowRoot?.querySelector("img")?.setAttribute("alt", "");
  listen(player, video);
  source.onRenew = () => freshen(video, source.rights.master);
  offerNext(player, video);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-chapter]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      video.currentTime = Number(link.dataset["chapter"]);
      void video.play();
      player.scrollIntoView({ block: "nearest" });
    });
  }
}

/** At the end, offer the next film: seen, and under the fingers of whoever uses keys. */
function offerNext(player: HTMLElement, video: HTMLVideoElement): void {
  const next = player.querySelector<HTMLElement>("[data-next]");
  if (!next) return;
  video.addEventListener("ended", () => {
    next.hidden = false;
    next.querySelector("a")?.focus();
  });
  video.addEventListener("play", () => (next.hidden = true));
}
