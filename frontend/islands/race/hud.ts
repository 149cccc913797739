/** What is read while driving: time, laps, splits, speed, charge, and where one is. */

import type { State } from "./kernel";
import { sayGap, sayTime, speed, timeMs } from "./sim";
import type { Road } from "./track";
import { type Both, WORDS } from "./words";

const KMH = 3.6;

export class Hud {
  readonly root = document.createElement("div");
  private readonly parts: Record<string, HTMLElement> = {};
  private readonly map = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  private readonly dots: SVGCircleElement[] = [];
  private shownLap = -1;
  private last = "";

  constructor(
    private readonly road: Road,
    private readonly say: (words: Both) => string,
  ) {
    this.root.className = "race-hud";
    this.root.setAttribute("aria-hidden", "true");
    const times = this.part(this.root, "times");
    this.part(times, "lap");
    this.part(times, "time");
    this.part(times, "laps");
    this.part(this.root, "gap");
    this.part(this.root, "word");
    const dash = this.part(this.root, "dash");
    const meters = this.part(dash, "meters");
    for (const name of ["tank-1", "tank-2", "charge"]) this.part(this.part(meters, `${name}-box`), name);
    const pace = this.part(dash, "pace");
    this.part(pace, "speed");
    this.part(pace, "unit").textContent = say(WORDS.kmh);
    this.drawMap();
  }

  private part(parent: HTMLElement, name: string): HTMLElement {
    const made = document.createElement("div");
    made.className = `race-${name}`;
    parent.append(made);
    return (this.parts[name] = made);
  }

  private drawMap(): void {
    const [xs, ys] = [this.road.spots.map(({ x }) => x), this.road.spots.map(({ y }) => -y)];
    const [west, north] = [Math.min(...xs) - 30, Math.min(...ys) - 30];
    this.map.setAttribute("viewBox", `${west} ${north} ${Math.max(...xs) - west + 30} ${Math.max(...ys) - north + 30}`);
    this.map.setAttribute("class", "race-map");
    const line = document.createElementNS(this.map.namespaceURI, "path") as SVGPathElement;
    line.setAttribute("d", `M${this.road.spots.map(({ x, y }) => `${x.toFixed(0)} ${(-y).toFixed(0)}`).join("L")}Z`);
    this.map.append(line);
    for (const kind of ["race-dot-best", "race-dot-ghost", "race-dot-own"]) {
      const dot = document.createElementNS(this.map.namespaceURI, "circle") as SVGCircleElement;
      dot.setAttribute("class", kind);
      dot.setAttribute("r", "20");
      this.map.append(dot);
      this.dots.push(dot);
    }
    this.root.append(this.map);
  }

  private write(name: string, text: string): void {
    const part = this.parts[name]!;
    if (part.textContent !== text) part.textContent = text;
  }

  show(state: State, ghosts: readonly State[], lapTicks: readonly number[], gapMs: number | null, word: string): void {
    const { laps, tick, tanks, charge, nitro } = state;
    const whole = this.road.circuit.laps;
    this.write("lap", `${this.say(WORDS.lap)} ${Math.min(laps + 1, whole)} ${this.say(WORDS.of)} ${whole}`);
    this.write("time", sayTime(timeMs(tick)));
    if (this.shownLap !== lapTicks.length) {
      this.shownLap = lapTicks.length;
      this.last = lapTicks.map((at, i) => sayTime(timeMs(at) - timeMs(lapTicks[i - 1] ?? 0))).join("  ");
    }
    this.write("laps", this.last);
    this.write("speed", String(Math.round(speed(state) * KMH)));
    this.write("word", word);
    this.write("gap", gapMs === null ? "" : sayGap(gapMs));
    this.parts["gap"]!.dataset["ahead"] = String((gapMs ?? 0) <= 0);
    this.fill("charge", charge / 100);
    this.fill("tank-1", tanks > 0 ? 1 : nitro > 0 ? nitro / 2.2 : 0);
    this.fill("tank-2", tanks > 1 ? 1 : 0);
    this.root.dataset["boost"] = String(nitro > 0 || state.jet > 0);
    this.root.dataset["drift"] = String(state.drift > 0);
    this.put(2, state);
    this.put(1, ghosts[0] ?? null);
    this.put(0, ghosts[1] ?? null);
  }

  private fill(name: string, share: number): void {
    this.parts[name]!.style.setProperty("--share", share.toFixed(3));
  }

  private put(dot: number, state: State | null): void {
    const circle = this.dots[dot]!;
    circle.setAttribute("visibility", state ? "visible" : "hidden");
    if (state) {
      circle.setAttribute("cx", state.x.toFixed(0));
      circle.setAttribute("cy", (-state.y).toFixed(0));
    }
  }
}
