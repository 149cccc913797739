/** <foot-danmaku>: what viewers said at each moment, over the picture before it and as a list to read. */

import { takeOver } from "../talk/say";
import { isBlocked, readSaid, type Said, Socket } from "../talk/socket";
import { clock, type Words, wordsFor } from "../talk/words";
import { Layer } from "./layer";
import { asLine, type Line, Timeline, wasSought } from "./timeline";

const KEY = "footlights.danmaku";
const LISTED = 1_000; // lines in the list to read

class FootDanmaku extends HTMLElement {
  private readonly timeline = new Timeline();
  private layer: Layer | null = null;
  private socket: Socket | null = null;
  private video: HTMLVideoElement | null = null;
  private words!: Words;
  private last = { seconds: 0, ms: 0 };
  private frame = 0;

  connectedCallback(): void {
    if (this.socket) return;
    this.words = wordsFor(this);
    takeOver(this, this.words, (form) => this.stamp(form), (said) => this.take(said, "own"));
    this.find("[data-switch]")?.addEventListener("click", () => this.turn(!this.layer));
    this.find("details")?.addEventListener("toggle", () => this.list());
    void this.begin();
  }

  disconnectedCallback(): void {
    cancelAnimationFrame(this.frame);
    this.socket?.close();
    this.layer?.close();
    [this.socket, this.layer] = [null, null];
  }

  private async begin(): Promise<void> {
    const video = document.querySelector<HTMLVideoElement>(".stage video, foot-player video");
    const island = video?.closest("foot-player, foot-live");
    if (island) await customElements.whenDefined(island.localName);
    this.video = video;
    const number = this.isLive ? Number(this.dataset["after"] ?? 0) : await this.load(0);
    if (!this.isConnected) return;
    this.socket = new Socket(this.dataset["ticket"] ?? "", number, (said) => this.hear(said));
    this.socket.open();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.stayStill();
    else this.turn(remembered() !== "off");
    this.last = { seconds: this.now, ms: performance.now() };
    this.follow();
  }

  /** The moment on the picture: of the film, or of the live event's own clock. */
  private get now(): number {
    return this.isLive ? performance.now() / 1000 : (this.video?.currentTime ?? 0);
  }

  private get isLive(): boolean {
    return this.dataset["live"] === "1";
  }

  private follow(): void {
    this.frame = requestAnimationFrame(() => this.follow());
    const [now, ms] = [this.now, performance.now()];
    if (!this.isLive) {
      if (wasSought(this.last.seconds, now, ms - this.last.ms, this.video?.playbackRate ?? 1)) this.layer?.clear();
      else for (const line of this.timeline.due(this.last.seconds, now)) this.layer?.run(line, now);
      for (const window of this.timeline.wanted(now)) void this.load(window);
    }
    this.last = { seconds: now, ms };
    this.layer?.draw(now);
  }

  /** Ask for the danmaku of some minutes; return the room's number as of then. */
  private async load(window: number): Promise<number> {
    this.timeline.note(window, true);
    try {
      const query = new URLSearchParams({ ticket: this.dataset["ticket"] ?? "", since: String(window) });
      const answer = await fetch(`${this.dataset["source"] ?? ""}?${query.toString()}`);
      const told = (await answer.json()) as { number?: number; sayings?: unknown[] };
      for (const each of told.sayings ?? []) {
        const said = readSaid(JSON.stringify(each));
        if (said) this.take(said, "kept");
      }
      this.list();
      return told.number ?? 0;
    } catch {
      setTimeout(() => this.timeline.note(window, false), 5_000);
      return 0;
    }
  }

  private hear(said: Said): void {
    if (said.form !== "danmaku") return;
    if (!said.gone) return this.take(said, this.isLive ? "live" : "other");
    this.timeline.remove(said.id);
    this.layer?.drop(said.id);
    this.list();
  }

  /** Keep a saying; one's own, and whatever is said live, runs at once, another's when it is said at this moment. */
  private take(said: Said, from: "own" | "live" | "other" | "kept"): void {
    const line = isBlocked(this, said) ? null : asLine(said);
    if (!line || !this.timeline.add(line) || from === "kept") return;
    const isNow = line.atSeconds <= this.now && line.atSeconds > this.now - 2;
    if (from !== "other" || isNow) this.layer?.run(line, this.now, from === "own");
    this.list();
  }

  private stamp(form: HTMLFormElement): void {
    const moment = form.querySelector<HTMLInputElement>("[data-moment]");
    if (moment) moment.value = (this.video?.currentTime ?? 0).toFixed(3);
  }

  private turn(on: boolean): void {
    this.find("[data-switch]")?.setAttribute("aria-pressed", String(on));
    remember(on ? "on" : "off");
    if (!on) {
      this.layer?.close();
      this.layer = null;
    } else if (!this.layer) {
      this.layer = new Layer();
      const host = this.video?.closest("media-controller") ?? this.video?.parentElement;
      host?.append(this.layer.element);
    }
  }

  /** Nothing moves for whoever asked for less motion: the list is opened instead. */
  private stayStill(): void {
    const button = this.find("[data-switch]");
    button?.setAttribute("aria-pressed", "false");
    button?.setAttribute("disabled", "");
    const note = this.find("[data-still]");
    if (note) {
      note.textContent = this.words.still;
      note.removeAttribute("hidden");
    }
  }

  /** Write the list, while someone reads it. */
  private list(): void {
    const count = this.timeline.lines.length;
    const counted = this.find("[data-count]");
    if (counted) counted.textContent = count ? this.words.count(count) : "";
    this.find("[data-empty]")?.toggleAttribute("hidden", count > 0);
    this.find("[data-list]")?.toggleAttribute("hidden", count === 0);
    if (!this.querySelector("details")?.open) return;
    this.find("[data-list]")?.replaceChildren(...this.timeline.lines.slice(-LISTED).map((line) => this.row(line)));
  }

  private row(line: Line): HTMLElement {
    const row = Object.assign(document.createElement("li"), { id: line.id });
    const time = clock(line.atSeconds);
    const moment = Object.assign(document.createElement(this.isLive ? "span" : "button"), { className: "danmaku-time", textContent: time });
    if (moment instanceof HTMLButtonElement) {
      moment.type = "button";
      moment.setAttribute("aria-label", this.words.at(time));
      moment.addEventListener("click", () => {
        if (this.video) this.video.currentTime = Math.max(0, line.atSeconds - 1);
      });
    }
    const text = Object.assign(document.createElement("span"), { textContent: line.text });
    const name = Object.assign(document.createElement("span"), { className: "quiet small", textContent: line.name || this.words.left });
    row.append(moment, text, name);
    const deed = this.dataset["moderates"] ? this.dataset["remove"] : this.dataset["report"];
    if (deed) {
      const link = Object.assign(document.createElement("a"), { className: "small", textContent: this.dataset["moderates"] ? this.words.remove : this.words.report });
      link.href = `${deed.replace("SAYING", line.id)}?to=${encodeURIComponent(location.pathname)}`;
      row.append(link);
    }
    return row;
  }

  private find(selector: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(selector);
  }
}

function remember(choice: string): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

customElements.define("foot-danmaku", FootDanmaku);
