/** Sends a player's beats: now and then while it plays, and again until the house has them. */

import { acknowledge, add, type Beat, messages, parse, prune, type Store } from "./beats";
import { Played } from "./playback";

const KEY = "footlights.beats";
const EVERY_MS = 10_000;
const LOOK_MS = 1_000;

export interface Facts {
  playing: string;
  startedAtMs: number;
  address: string;
  token: () => string;
}

export class Pulse {
  private readonly played = new Played();
  private readonly bornMs = performance.now();
  private readonly stop = new AbortController();
  private readonly timers: number[] = [];
  private rate = 1;
  private beatenMs = performance.now();
  private sending = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly facts: Facts,
  ) {}

  /** Begin to listen to the video. */
  start(): void {
    const on = { signal: this.stop.signal };
    for (const name of ["pause", "ended"]) this.video.addEventListener(name, () => this.beat(), on);
    this.video.addEventListener("playing", () => this.look(), on);
    this.video.addEventListener("seeking", () => this.played.jump(), on);
    this.video.addEventListener("ratechange", () => this.changeRate(), on);
    addEventListener("pagehide", () => this.beat(), on);
    document.addEventListener("visibilitychange", () => document.hidden && this.beat(), on);
    this.timers.push(setInterval(() => this.look(), LOOK_MS), setInterval(() => void this.send(), EVERY_MS));
    this.rate = this.video.playbackRate;
    void this.send();
  }

  /** Beat a last time and listen no more. */
  end(): void {
    this.beat();
    this.stop.abort();
    this.timers.forEach(clearInterval);
  }

  private changeRate(): void {
    this.beat();
    this.rate = this.video.playbackRate;
  }

  private look(): void {
    const running = !this.video.paused && !this.video.seeking;
    this.played.look(this.video.currentTime, performance.now(), this.rate, running);
    if (running && performance.now() - this.beatenMs >= EVERY_MS) this.beat();
  }

  private beat(): void {
    this.played.look(this.video.currentTime, performance.now(), this.rate, !this.video.paused);
    this.beatenMs = performance.now();
    const played = this.played.take();
    if (played > 0) keep(add(kept(), this.facts.playing, this.facts.token(), this.newBeat(played)));
    void this.send();
  }

  private newBeat(played: number): Beat {
    return {
      id: crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random().toString(36).slice(2)}`,
      at_ms: Math.round(this.facts.startedAtMs + performance.now() - this.bornMs),
      position_ms: Math.round(this.video.currentTime * 1000),
      played_ms: played,
      rate: this.rate,
    };
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      for (const { playing, token, beats } of messages(prune(kept(), Date.now()))) {
        const status = await post(this.facts.address, { token, beats });
        // Whatever can never be taken is dropped; what failed for now stays and is sent again.
        const settled = status < 300 || [400, 403, 413].includes(status);
        if (settled) keep(acknowledge(kept(), playing, beats.map((beat) => beat.id)));
      }
    } catch {
      // No network: the beats stay where they are.
    } finally {
      this.sending = false;
    }
  }
}

async function post(address: string, body: unknown): Promise<number> {
  const reply = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
  });
  return reply.status;
}

function kept(): Store {
  try {
    return parse(localStorage.getItem(KEY));
  } catch {
    return {}; // storage may be switched off
  }
}

function keep(store: Store): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(store));
  } catch {
    // Without storage, beats live until the page goes.
  }
}
