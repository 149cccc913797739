/** Subtitles: none, the page's language, the other, or both on screen together. */

export type Choice = "off" | "own" | "other" | "both";

export interface Track {
  language: string;
  mode: TextTrackMode;
}

/** The choices that some tracks leave, in the order in which the button goes through them. */
export function choices(languages: readonly string[], page: string): Choice[] {
  const own = languages.some((each) => isOf(each, page));
  const other = languages.some((each) => !isOf(each, page));
  return ["off", ...(own ? (["own"] as const) : []), ...(other ? (["other"] as const) : []), ...(own && other ? (["both"] as const) : [])];
}

export function next(now: Choice, offered: readonly Choice[]): Choice {
  return offered[(offered.indexOf(now) + 1) % offered.length] ?? "off";
}

export function apply(tracks: Iterable<Track>, choice: Choice, page: string): void {
  for (const track of tracks) {
    const own = isOf(track.language, page);
    track.mode = choice === "both" || (choice === "own" && own) || (choice === "other" && !own) ? "showing" : "disabled";
  }
}

function isOf(language: string, page: string): boolean {
  return language.slice(0, 2).toLowerCase() === page.slice(0, 2).toLowerCase();
}

const WORDS = {
  en: { off: "Subtitles: off", own: "Subtitles: English", other: "Subtitles: Chinese", both: "Subtitles: both", sign: { off: "CC", own: "EN", other: "中", both: "EN中" } },
  zh: { off: "字幕：关", own: "字幕：中文", other: "字幕：英文", both: "字幕：双语", sign: { off: "字幕", own: "中", other: "EN", both: "中EN" } },
} as const;
const KEY = "footlights.subtitles";

/** Put the button into a control bar, unless there are no tracks; the key c does the same. */
export function offer(video: HTMLVideoElement, bar: Element, page: string): void {
  const elements = [...video.querySelectorAll<HTMLTrackElement>("track[kind=subtitles]")];
  if (!elements.length) return;
  const words = page.startsWith("zh") ? WORDS.zh : WORDS.en;
  const offered = choices(elements.map((each) => each.srclang), page);
  let now: Choice = offered.find((each) => each === remembered()) ?? "off";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "subtitles-button";
  const [said, seen] = [document.createElement("span"), document.createElement("span")];
  said.className = "visually-hidden";
  button.append(said, " ", seen);
  const show = (): void => {
    apply(elements.map((each) => each.track), now, page);
    said.textContent = words[now];
    seen.textContent = words.sign[now];
    button.title = words[now];
  };
  const turn = (): void => {
    now = next(now, offered);
    try {
      localStorage.setItem(KEY, now);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    show();
  };
  button.addEventListener("click", turn);
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "c" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) turn();
  });
  bar.append(button);
  show();
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
