/** Danmaku by the film's time: which are due, which window to ask for next; no DOM. */

import type { Said } from "../talk/socket";

export interface Line {
  id: string;
  text: string;
  name: string;
  atSeconds: number;
}

export const WINDOW_SECONDS = 300; // what the house hands out at once

/** Return a saying as a line, or null when it is none. */
export function asLine(said: Said): Line | null {
  if (said.gone || said.form !== "danmaku" || typeof said.at_seconds !== "number" || !said.text) return null;
  return { id: said.id, text: said.text, name: said.name ?? "", atSeconds: said.at_seconds };
}

export class Timeline {
  readonly lines: Line[] = [];
  private readonly known = new Set<string>();
  private readonly asked = new Set<number>();

  /** Keep a line in its place; return whether it is new. */
  add(line: Line): boolean {
    if (this.known.has(line.id)) return false;
    this.known.add(line.id);
    this.lines.splice(this.indexOf(line.atSeconds, true), 0, line);
    return true;
  }

  remove(id: string): boolean {
    const at = this.lines.findIndex((each) => each.id === id);
    if (at >= 0) this.lines.splice(at, 1);
    return at >= 0;
  }

  /** Return the lines of (since, until], which is what playing on from one look to the next passes. */
  due(since: number, until: number): Line[] {
    return until <= since ? [] : this.lines.slice(this.indexOf(since, true), this.indexOf(until, true));
  }

  /** Return the windows that a moment needs and nobody has asked for: its own, and the next one near its end. */
  wanted(at: number): number[] {
    const own = Math.floor(Math.max(0, at) / WINDOW_SECONDS) * WINDOW_SECONDS;
    const near = at - own > WINDOW_SECONDS - 30 ? [own, own + WINDOW_SECONDS] : [own];
    return near.filter((each) => !this.asked.has(each));
  }

  note(window: number, isAsked: boolean): void {
    if (isAsked) this.asked.add(window);
    else this.asked.delete(window);
  }

  private indexOf(seconds: number, after: boolean): number {
    let [low, high] = [0, this.lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const here = this.lines[middle]?.atSeconds ?? 0;
      if (here < seconds || (after && here === seconds)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Return whether the film was sought rather than played between two looks a moment apart. */
export function wasSought(lastSeconds: number, seconds: number, passedMs: number, rate: number): boolean {
  const played = seconds - lastSeconds;
  return played < -0.05 || played > (passedMs / 1000) * Math.max(rate, 1) + 1;
}
