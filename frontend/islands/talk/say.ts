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

/** Send a form; its box is empty at once, so that one may write on, and gets back what was not kept. */
async function send(form: HTMLFormElement, words: Words, kept: (said: Said) => void): Promise<void> {
  const note = form.querySelector<HTMLElement>("[data-note]");
  const box = form.querySelector<HTMLInputElement | HTMLTextAreaElement>("[name=text]");
  const body = new FormData(form);
  const text = box?.value ?? "";
  let isKept = false;
  const say = (message: Both | null | undefined): void => {
    if (note) note.textContent = message ? message[words.language] : "";
  };
  if (box) box.value = "";
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const told = (await answer.json()) as Answer;
    say(told.error ?? told.note);
    if (answer.ok && told.saying) {
      isKept = true;
      form.closest("details.reply")?.removeAttribute("open");
      if (!told.note) kept({ ...told.saying, gone: false });
    }
  } catch {
    say({ en: words.away, zh: words.away });
  } finally {
    if (box && !isKept) box.value = [text, box.value].filter(Boolean).join(" ");
    box?.focus({ preventScroll: true });
  }
}
