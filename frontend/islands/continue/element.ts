/** <foot-continue>: of the films that the page offers, those that this browser has begun. */

import { resumeAt } from "../player/playback";
import { read } from "../player/position";

class FootContinue extends HTMLElement {
  connectedCallback(): void {
    let shown = 0;
    for (const each of this.querySelectorAll<HTMLElement>("[data-work]")) {
      const duration = Number(each.dataset["duration"] || Number.NaN);
      const at = resumeAt(read(each.dataset["work"] ?? ""), duration);
      each.hidden = !at;
      const bar = each.querySelector("progress");
      if (at && bar && Number.isFinite(duration)) bar.value = at / duration;
      shown += at ? 1 : 0;
    }
    this.hidden = !shown;
  }
}

customElements.define("foot-continue", FootContinue);
