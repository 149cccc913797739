/** <foot-live>: a relay near its edge, how far behind the stage it is, and back to its beginning. */

import "../player/player.css";
import "./live.css";

import Hls, { type ErrorData, Events, type HlsConfig } from "hls.js";
import workerPath from "hls.js/dist/hls.worker.js?url";

import { wrap } from "../player/controls";
import { type Both, readRefusal, renewIn } from "../player/playback";
import { Pulse } from "../player/pulse";
import { tell } from "../player/session";
import { BROKEN, STOPPED, UNSUPPORTED } from "../player/words";
import { address, behind, isFar, sayBehind, tokenOf } from "./edge";

const AGAIN_MS = 3000;
const EDGE: Partial<HlsConfig> = {
  lowLatencyMode: true,
  liveSyncDuration: 1.2,
  liveMaxLatencyDuration: 4,
  maxLiveSyncPlaybackRate: 1.5,
  backBufferLength: 30,
};

class FootLive extends HTMLElement {
  private hls: Hls | null = null;
  private pulse: Pulse | null = null;
  private video!: HTMLVideoElement;
  private token = "";
  private beatToken = "";
  private expiresAtMs = 0;
  private isRewound = false;
  private mended = 0;
  private readonly timers: number[] = [];
  private readonly stop = new AbortController();

  connectedCallback(): void {
    const video = this.querySelector("video");
    if (!video || this.pulse) return;
    this.video = video;
    const pressed = !video.paused; // before the player stood: its moving and its new source would end that
    video.removeAttribute("src");
    wrap(video, this.chinese);
    this.token = tokenOf(this.fact("live"));
    this.beatToken = this.fact("token");
    this.expiresAtMs = Date.now() + Number(this.fact("expires-in-ms"));
    this.pulse = new Pulse(video, {
      playing: this.fact("playing"),
      startedAtMs: Number(this.fact("started-at-ms")),
      address: this.fact("beats"),
      token: () => this.beatToken,
    });
    this.open(this.fact("live"), -1);
    if (pressed) void video.play().catch(() => undefined);
    this.pulse.start();
    tell(video, video.getAttribute("aria-label") ?? "");
    this.listen();
    this.timers.push(setInterval(() => this.look(), 500), setInterval(() => this.mayRenew(), 1000));
    this.dataset["state"] = "ready";
  }

  disconnectedCallback(): void {
    this.timers.forEach(clearInterval);
    this.stop.abort();
    this.pulse?.end();
    this.hls?.destroy();
  }

  private get chinese(): boolean {
    return (this.closest("[lang]")?.getAttribute("lang") ?? "en").startsWith("zh");
  }

  private get isReplay(): boolean {
    return this.hasAttribute("data-replay");
  }

  private fact(name: string): string {
    return this.getAttribute(`data-${name}`) ?? "";
  }

  private listen(): void {
    document.addEventListener("click", (event) => this.press(event), { signal: this.stop.signal });
  }

  private press(event: Event): void {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-from-start],[data-to-live],[data-seek]") : null;
    if (!pressed) return;
    if (pressed.dataset["seek"] !== undefined) this.video.currentTime = Number(pressed.dataset["seek"]);
    else this.rewind("fromStart" in pressed.dataset);
    void this.video.play().catch(() => undefined);
  }

  private rewind(rewound: boolean): void {
    this.isRewound = rewound;
    for (const each of document.querySelectorAll<HTMLElement>("[data-from-start]")) each.hidden = rewound;
    for (const each of document.querySelectorAll<HTMLElement>("[data-to-live]")) each.hidden = !rewound;
    this.open(this.fact(rewound ? "rewind" : "live"), rewound ? 0 : -1);
  }

  private open(from: string, startPosition: number): void {
    this.hls?.destroy();
    const url = address(from, this.token);
    if (!Hls.isSupported()) {
      if (this.video.canPlayType("application/vnd.apple.mpegurl")) this.video.src = url;
      else this.say(UNSUPPORTED);
      return;
    }
    const edge = this.isReplay || this.isRewound ? {} : EDGE;
    this.hls = new Hls({
      ...edge,
      workerPath,
      startPosition,
      xhrSetup: (xhr, asked) => xhr.open("GET", address(asked, this.token), true),
    });
    this.hls.on(Events.ERROR, (_, fault) => this.meet(fault));
    this.hls.loadSource(url);
    this.hls.attachMedia(this.video);
    if (!this.isReplay) void this.video.play().catch(() => undefined);
  }

  /** Look at what went wrong. Must never throw: hls.js would report that as the next fault, without end. */
  private meet(fault: ErrorData): void {
    const status = fault.response?.code ?? 0;
    if (status === 451) this.waitForSlot(fault);
    else if (status === 403) void this.renew();
    else if (fault.fatal && fault.type === Hls.ErrorTypes.MEDIA_ERROR && this.mended++ < 5) this.hls?.recoverMediaError();
    else if (fault.fatal) this.again(BROKEN);
  }

  private waitForSlot(fault: ErrorData): void {
    const body = typeof fault.response?.data === "string" ? fault.response.data : "";
    this.hls?.stopLoad();
    this.again(readRefusal(body).message ?? STOPPED);
  }

  /** Say what is wrong and try again in a while. */
  private again(message: Both): void {
    this.say(message);
    window.setTimeout(() => this.isConnected && this.open(this.fact(this.isRewound ? "rewind" : "live"), -1), AGAIN_MS);
  }

  private look(): void {
    const { hls, video } = this;
    if (!video.paused && video.readyState > 2) this.hush();
    const out = document.querySelector<HTMLElement>("[data-latency]");
    if (!hls || this.isReplay) return;
    const seconds = behind(hls.playingDate, Date.now(), hls.latency);
    if (out) out.textContent = sayBehind(seconds, this.chinese);
    this.dataset["behind"] = seconds === null ? "" : seconds.toFixed(2);
    if (!this.isRewound && !video.paused && hls.liveSyncPosition !== null && isFar(video.currentTime, hls.liveSyncPosition)) {
      video.currentTime = hls.liveSyncPosition;
    }
  }

  private mayRenew(): void {
    if (renewIn(this.expiresAtMs, Date.now()) < 90_000) void this.renew();
  }

  private async renew(): Promise<void> {
    try {
      const reply = await fetch(this.fact("renew"), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ token: this.beatToken }),
      });
      if (reply.status >= 500 || reply.status === 429) return;
      if (!reply.ok) return this.end(readRefusal(await reply.text()).message ?? STOPPED);
      const said = (await reply.json()) as Record<string, unknown>;
      this.token = tokenOf(String(said["master"]));
      this.beatToken = String(said["token"]);
      this.expiresAtMs = Date.now() + Number(said["expires_in_ms"]);
      this.hls?.startLoad();
    } catch {
      // The network is away; what is loaded plays on, and the next look asks again.
    }
  }

  private end(message: Both): void {
    this.video.pause();
    this.hls?.destroy();
    this.hls = null;
    this.say(message);
  }

  private say(message: Both): void {
    const place = this.querySelector("[data-said]");
    if (!place) return;
    place.textContent = this.chinese ? message.zh : message.en;
    place.removeAttribute("hidden");
  }

  private hush(): void {
    this.querySelector("[data-said]")?.setAttribute("hidden", "");
  }
}

customElements.define("foot-live", FootLive);
