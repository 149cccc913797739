/** <foot-player>: a film with its controls, its place remembered, its beats sent. Without script its video stands alone. */

import "./player.css";

import { wrap } from "./controls";
import { equip } from "./extras";
import { type Both, resumeAt } from "./playback";
import * as position from "./position";
import { Pulse } from "./pulse";
import { tell } from "./session";
import { Source } from "./source";

class FootPlayer extends HTMLElement {
  private source: Source | null = null;
  private pulse: Pulse | null = null;

  connectedCallback(): void {
    const video = this.querySelector("video");
    if (!video || this.source) return;
    const pressed = !video.paused; // before the player stood: its moving and its new source would end that
    video.removeAttribute("src");
    wrap(video, this.chinese);
    const rights = {
      master: this.fact("master"),
      token: this.fact("token"),
      expiresAtMs: Date.now() + Number(this.fact("expires_in_ms")),
      renew: this.fact("renew"),
    };
    this.source = new Source(video, rights, (message) => {
      if (mayOpenAgain(video)) openAgain();
      else this.say(message);
    });
    this.pulse = new Pulse(video, {
      playing: this.fact("playing"),
      startedAtMs: Number(this.fact("started_at_ms")),
      address: this.fact("beats"),
      token: () => rights.token,
    });
    equip(this, video, this.source, this.chinese);
    this.source.open(resumeAt(position.read(this.fact("work")), Number(this.fact("duration"))));
    if (pressed) void video.play().catch(() => undefined);
    this.pulse.start();
    tell(video, video.getAttribute("aria-label") ?? "");
    for (const name of ["pause", "ended", "timeupdate"]) video.addEventListener(name, () => this.remember(video));
    this.dataset["state"] = "ready";
  }

  disconnectedCallback(): void {
    this.pulse?.end();
    this.source?.close();
  }

  private get chinese(): boolean {
    return (this.closest("[lang]")?.getAttribute("lang") ?? "en").startsWith("zh");
  }

  private fact(name: string): string {
    return this.getAttribute(`data-${name.replaceAll("_", "-")}`) ?? "";
  }

  private say(message: Both): void {
    const place = this.querySelector("[data-said]");
    if (!place) return;
    place.textContent = this.chinese ? message.zh : message.en;
    place.removeAttribute("hidden");
    this.dataset["state"] = "refused";
  }

  private remember(video: HTMLVideoElement): void {
    if (video.ended) position.write(this.fact("work"), null);
    else if (video.currentTime > 0) position.write(this.fact("work"), video.currentTime);
  }
}

const AGAIN = "#again";

/**
 * Two frames that open at once on another's page may each be given a session, of which the browser keeps the later.
 * The one that is refused before it showed anything opens once more, under the session that was kept.
 */
function mayOpenAgain(video: HTMLVideoElement): boolean {
  return window !== window.top && video.played.length === 0 && location.hash !== AGAIN;
}

function openAgain(): void {
  location.hash = AGAIN;
  location.reload();
}

customElements.define("foot-player", FootPlayer);
