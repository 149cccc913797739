/** The layer of danmaku over a picture: lines become runners that follow the film's clock. */

import { type Ground, isUnderWay, Lanes, left, type Runner } from "./lanes";
import type { Line } from "./timeline";

const SECONDS = 8;
const PATIENCE_SECONDS = 1.5;
const MOST = 200; // on the picture at once
const SPARE = 0.82; // of the picture's height; below stand subtitles and controls

interface Running extends Runner {
  line: Line;
  element: HTMLElement;
}

export class Layer {
  readonly element = Object.assign(document.createElement("div"), { className: "danmaku-layer" });
  private running: Running[] = [];
  private lanes: Lanes;
  private readonly watcher = new ResizeObserver(() => this.measure());

  constructor() {
    this.element.setAttribute("aria-hidden", "true");
    this.element.setAttribute("noautohide", ""); // it stays when the controls leave
    this.lanes = new Lanes(this.groundOf(0, 0));
    this.watcher.observe(this.element);
  }

  /** Let a line run in from a second of the film on; one that finds no lane stays in the list alone. */
  run(line: Line, at: number, own = false): void {
    if (this.running.length >= MOST && !own) return;
    const element = Object.assign(document.createElement("span"), { className: own ? "danmaku-line danmaku-own" : "danmaku-line", textContent: line.text });
    this.element.append(element);
    const runner = this.lanes.place(element.offsetWidth, at, own ? SECONDS : PATIENCE_SECONDS);
    if (!runner) return element.remove();
    element.style.insetBlockStart = `${runner.lane * this.lanes.ground.laneHeight}px`;
    this.running.push({ ...runner, line, element });
  }

  /** Move all to where they are at a second; those that have left are gone. */
  draw(at: number): void {
    const ground = this.lanes.ground;
    this.running = this.running.filter((each) => {
      const stays = isUnderWay(ground, each, at);
      if (stays) each.element.style.transform = `translateX(${left(ground, each, at)}px)`;
      else each.element.remove();
      return stays;
    });
  }

  drop(id: string): void {
    for (const each of this.running) if (each.line.id === id) each.element.remove();
    this.running = this.running.filter((each) => each.line.id !== id);
  }

  clear(): void {
    this.element.replaceChildren();
    this.running = [];
    this.lanes.clear();
  }

  close(): void {
    this.watcher.disconnect();
    this.clear();
    this.element.remove();
  }

  /** A picture of another size has other lanes; who ran on the old ones is let go. */
  private measure(): void {
    const ground = this.groundOf(this.element.clientWidth, this.element.clientHeight);
    if (ground.width === this.lanes.ground.width && ground.height === this.lanes.ground.height) return;
    this.clear();
    this.lanes = new Lanes(ground);
  }

  private groundOf(width: number, height: number): Ground {
    const letters = Math.min(28, Math.max(14, height / 24));
    this.element.style.fontSize = `${letters}px`;
    return { width, height: height * SPARE, laneHeight: Math.ceil(letters * 1.4), seconds: SECONDS, gap: letters };
  }
}
