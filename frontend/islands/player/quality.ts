/** The picture size: the player's own choice, or one that the viewer holds it to; remembered in this browser. */

import type { Level, Source } from "./source";

const KEY = "footlights.quality";
const WORDS = {
  en: { label: "Quality", auto: "Auto" },
  zh: { label: "清晰度", auto: "自动" },
} as const;

/** Return what a size is called: by its short side, as people say it. */
export function nameOf(level: Level): string {
  return `${Math.min(level.width, level.height)}p`;
}

/** Return which level to hold to for a remembered name: that one, or -1 to let the player choose. */
export function levelFor(levels: readonly Level[], wanted: string | null): number {
  return levels.findIndex((level) => nameOf(level) === wanted);
}

export class Quality {
  private readonly select = document.createElement("select");

  constructor(
    private readonly source: Source,
    private readonly chinese: boolean,
  ) {}

  /** Put the choice into a control bar; it shows once there is something to choose. */
  stand(bar: Element): void {
    const words = this.chinese ? WORDS.zh : WORDS.en;
    this.select.className = "quality-select";
    this.select.setAttribute("aria-label", words.label);
    this.select.title = words.label;
    this.select.hidden = true;
    this.select.append(new Option(words.auto, ""));
    this.select.addEventListener("change", () => this.choose(this.select.value));
    // The bar's own keys are not meant while one chooses from a list.
    for (const name of ["keydown", "keyup"]) this.select.addEventListener(name, (event) => event.stopPropagation());
    this.source.onLevels = (levels) => this.fill(levels);
    this.source.onShown = (level) => this.tell(level, words.auto);
    bar.querySelector("media-playback-rate-button")?.after(this.select);
  }

  private fill(levels: readonly Level[]): void {
    const names = [...new Set(levels.map(nameOf))];
    this.select.append(...names.reverse().map((name) => new Option(name, name)));
    this.select.hidden = names.length < 2;
    const wanted = remembered();
    if (levelFor(levels, wanted) >= 0) {
      this.select.value = wanted ?? "";
      this.source.hold(levelFor(levels, wanted));
    }
  }

  private choose(name: string): void {
    this.source.hold(levelFor(this.source.levels, name || null));
    try {
      localStorage.setItem(KEY, name);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }

  private tell(level: Level, auto: string): void {
    const first = this.select.options[0];
    if (first) first.text = `${auto} · ${nameOf(level)}`;
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
