/** Where the picture comes from: hls.js where there is none built in, under a token that is renewed as it plays. */

import Hls, { type ErrorData, Events } from "hls.js";
import workerPath from "hls.js/dist/hls.worker.js?url";

import { type Both, bufferSeconds, readRefusal, renewIn, withToken } from "./playback";
import { BROKEN, STOPPED, UNSUPPORTED } from "./words";

export interface Level {
  width: number;
  height: number;
}

export interface Rights {
  master: string;
  token: string;
  expiresAtMs: number;
  renew: string;
}

const RETRY_MS = 3000;
const GLANCE_SECONDS = 4; // loaded before anyone presses play

export class Source {
  private hls: Hls | null = null;
  private timer = 0;
  private mended = 0;
  private renewing = false;
  /** Called with the sizes there are, once they are known. */
  onLevels: ((levels: readonly Level[]) => void) | null = null;
  /** Called with the size that is shown, whenever it changes. */
  onShown: ((level: Level) => void) | null = null;
  /** Called when the rights were renewed. */
  onRenew: (() => void) | null = null;

  constructor(
    private readonly video: HTMLVideoElement,
    readonly rights: Rights,
    private readonly refuse: (message: Both) => void,
  ) {}

  /** Begin to load, from a moment of the film. */
  open(startSeconds: number): void {
    if (Hls.isSupported()) this.openHls(startSeconds);
    else if (this.video.canPlayType("application/vnd.apple.mpegurl")) this.openNative(startSeconds);
    else return this.refuse(UNSUPPORTED);
    this.plan();
  }

  /** Return the sizes there are. */
  get levels(): readonly Level[] {
    return this.hls?.levels ?? [];
  }

  /** Hold to one size, or with -1 to whichever suits the line. */
  hold(level: number): void {
    if (this.hls) this.hls.nextLevel = level;
  }

  /** Load no more. */
  close(): void {
    clearTimeout(this.timer);
    this.hls?.destroy();
    this.hls = null;
  }

  private openHls(startSeconds: number): void {
    this.hls = new Hls({
      workerPath,
      startPosition: startSeconds || -1,
      maxBufferLength: GLANCE_SECONDS,
      maxMaxBufferLength: GLANCE_SECONDS,
      xhrSetup: (xhr, url) => xhr.open("GET", withToken(url, this.rights.master), true),
    });
    this.hls.on(Events.ERROR, (_, fault) => this.meet(fault));
    this.hls.on(Events.MANIFEST_PARSED, (_, { levels }) => this.onLevels?.(levels));
    this.hls.on(Events.LEVEL_SWITCHED, (_, { level }) => this.show(level));
    this.video.addEventListener("play", () => this.loadAhead());
    this.hls.loadSource(this.rights.master);
    this.hls.attachMedia(this.video);
  }

  private show(level: number): void {
    const shown = this.levels[level];
    if (shown) this.onShown?.(shown);
  }

  /** Load further ahead: someone watches now. */
  private loadAhead(): void {
    if (!this.hls) return;
    const seconds = bufferSeconds(this.rights.expiresAtMs, Date.now());
    this.hls.config.maxBufferLength = this.hls.config.maxMaxBufferLength = seconds;
  }

  private openNative(startSeconds: number): void {
    this.video.src = this.rights.master;
    if (startSeconds) {
      this.video.addEventListener("loadedmetadata", () => (this.video.currentTime = startSeconds), { once: true });
    }
    this.video.addEventListener("error", () => void this.renew());
  }

  /** Look at what went wrong. Must never throw: hls.js would report that as the next fault, without end. */
  private meet(fault: ErrorData): void {
    const status = fault.response?.code ?? 0;
    if (status === 403 || status === 451) {
      this.hls?.stopLoad();
      void this.renew();
    } else if (fault.fatal && fault.type === Hls.ErrorTypes.MEDIA_ERROR && this.mended++ < 3) {
      this.hls?.recoverMediaError();
    } else if (fault.fatal) {
      this.stop(BROKEN);
    }
  }

  private plan(milliseconds = renewIn(this.rights.expiresAtMs, Date.now())): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.renew(), milliseconds);
  }

  /** Ask for fresh tokens; what the house refuses ends the film, what the network fails is asked again. */
  private async renew(): Promise<void> {
    if (this.renewing) return;
    this.renewing = true;
    const outcome = await ask(this.rights);
    this.renewing = false;
    if (outcome === "renewed") {
      this.onRenew?.();
      if (!this.video.paused) this.loadAhead();
      this.hls?.startLoad();
      this.plan();
    } else if (outcome === "later") this.plan(RETRY_MS);
    else this.stop(outcome);
  }

  private stop(message: Both): void {
    this.video.pause();
    this.close();
    this.refuse(message);
  }
}

/** Have the house renew the rights in place; return what came of it: renewed, try later, or why not. */
async function ask(rights: Rights): Promise<"renewed" | "later" | Both> {
  try {
    const reply = await fetch(rights.renew, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token: rights.token }),
    });
    if (reply.status >= 500 || reply.status === 429) return "later";
    if (!reply.ok) return readRefusal(await reply.text()).message ?? STOPPED;
    const said = (await reply.json()) as Record<string, unknown>;
    rights.master = String(said["master"]);
    rights.token = String(said["token"]);
    rights.expiresAtMs = Date.now() + Number(said["expires_in_ms"]);
    return "renewed";
  } catch {
    return "later"; // the network is away; what is loaded plays on
  }
}
