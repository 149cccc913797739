/** Sends what was written without leaving the page; what is refused stays in the box, with the reason beside it. */

import type { Both } from "../player/playback";
import type { Said } from "./socket";
import type { Words } from "./words";

interface Answer {
  saying?: Said;
  note?: Both | null;
  error?: Both;
}

/** Take over the forms of an island; told what the house kept. */
export function takeOver(island: HTMLElement, words: Words, before: (form: HTMLFormElement) => void, kept: (said: Said) => void): void {
  island.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-say]")) return;
    event.preventDefault();
    before(form);
    void send(form, words, kept);
  });
}

async function send(form: HTMLFormElement, words: Words, kept: (said: Said) => void): Promise<void> {
  const note = form.querySelector<HTMLElement>("[data-note]");
  const button = form.querySelector("button");
  const box = form.querySelector<HTMLInputElement | HTMLTextAreaElement>("[name=text]");
  const say = (message: Both | null | undefined): void => {
    if (note) note.textContent = message ? message[words.language] : "";
  };
  if (button) button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    const told = (await answer.json()) as Answer;
    say(told.error ?? told.note);
    if (answer.ok && told.saying) {
      if (box) box.value = "";
      form.closest("details.reply")?.removeAttribute("open");
      if (!told.note) kept({ ...told.saying, gone: false });
    }
  } catch {
    say({ en: words.away, zh: words.away });
  } finally {
    if (button) button.disabled = false;
    box?.focus({ preventScroll: true });
  }
}
