/** <foot-room>: a room's messages or a work's comments, that go on while the page is open. */

import { takeOver } from "./say";
import { isBlocked, type Said, Socket } from "./socket";
import { type Words, wordsFor } from "./words";

const MOST = 500; // messages kept on the page; the oldest go first

class FootRoom extends HTMLElement {
  private socket: Socket | null = null;
  private words!: Words;

  connectedCallback(): void {
    if (this.socket) return;
    this.words = wordsFor(this);
    takeOver(this, this.words, () => undefined, (said) => this.show(said));
    this.socket = new Socket(
      this.dataset["ticket"] ?? "",
      Number(this.dataset["after"] ?? 0),
      (said) => (said.gone ? this.drop(said.id) : this.show(said)),
      (isUp) => this.querySelector("[data-link]")?.toggleAttribute("hidden", isUp),
    );
    for (const each of this.querySelectorAll<HTMLTimeElement>("[data-scroll] time")) shorten(each, each.dateTime);
    this.socket.open();
    this.toEnd();
  }

  disconnectedCallback(): void {
    this.socket?.close();
    this.socket = null;
  }

  private get isChat(): boolean {
    return this.dataset["form"] === "chat";
  }

  private show(said: Said): void {
    if (isBlocked(this, said)) return;
    if (said.form !== this.dataset["form"] || this.querySelector(`#${CSS.escape(said.id)}`)) return;
    const wasAtEnd = this.isAtEnd();
    this.place(said)?.[this.isChat || said.reply_to ? "append" : "prepend"](this.item(said));
    this.querySelector("[data-empty]")?.setAttribute("hidden", "");
    if (!this.isChat) return;
    const all = this.querySelectorAll("[data-list] > .saying");
    for (let over = 0; over < all.length - MOST; over++) all[over]?.remove();
    if (wasAtEnd) this.toEnd();
  }

  private drop(id: string): void {
    this.querySelector(`#${CSS.escape(id)}`)?.remove();
  }

  /** Return the list that a saying belongs to, made when there is none. */
  private place(said: Said): Element | null {
    if (!said.reply_to) return this.querySelector("[data-list]") ?? this.list();
    const over = this.querySelector(`#${CSS.escape(said.reply_to)}`);
    const replies = over?.querySelector(".replies");
    if (replies || !over) return replies ?? null;
    const made = Object.assign(document.createElement("ol"), { className: "replies" });
    const reply = over.querySelector("details.reply");
    if (reply) reply.before(made);
    else over.append(made);
    return made;
  }

  private list(): Element {
    const made = Object.assign(document.createElement("ol"), { className: "threads" });
    made.dataset["list"] = "";
    this.append(made);
    return made;
  }

  private item(said: Said): HTMLElement {
    const item = Object.assign(document.createElement("li"), { id: said.id, className: "saying saying-new" });
    const who = paragraph("saying-who small");
    const time = document.createElement("time");
    time.className = "quiet";
    shorten(time, said.said_at ?? "");
    const name = document.createElement("strong");
    const page = this.dataset["person"]?.replace("PERSON", encodeURIComponent(said.person ?? ""));
    if (said.name && page) name.append(Object.assign(document.createElement("a"), { href: page, textContent: said.name }));
    else name.textContent = said.name || this.words.left;
    who.append(name, " ", time);
    const text = paragraph("saying-text");
    for (const [row, line] of (said.text ?? "").split("\n").entries()) text.append(...(row ? [document.createElement("br")] : []), line);
    item.append(who, text);
    const deeds = this.deeds(said);
    if (deeds.childElementCount) item.append(deeds);
    return item;
  }

  private deeds(said: Said): HTMLElement {
    const deeds = paragraph("saying-deeds small");
    const offer = (address: string | undefined, word: string): void => {
      if (!address) return;
      const link = document.createElement("a");
      link.href = `${address.replace("SAYING", said.id)}?to=${encodeURIComponent(location.pathname + location.search)}`;
      link.append(word, Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: `: ${(said.text ?? "").slice(0, 40)}` }));
      deeds.append(link, " ");
    };
    if (this.dataset["moderates"]) offer(this.dataset["remove"], this.words.remove);
    if (this.dataset["reader"]) offer(this.dataset["report"], this.words.report);
    return deeds;
  }

  private get box(): HTMLElement | null {
    return this.querySelector("[data-scroll]");
  }

  private isAtEnd(): boolean {
    const box = this.box;
    return !box || box.scrollHeight - box.scrollTop - box.clientHeight < 48;
  }

  private toEnd(): void {
    if (this.box) this.box.scrollTop = this.box.scrollHeight;
  }
}

/** Show an instant as the reader's own clock does, the whole of it on pointing. */
function shorten(time: HTMLTimeElement, instant: string): void {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return;
  const tag = document.documentElement.lang;
  time.dateTime = instant;
  time.title = at.toLocaleString(tag, { dateStyle: "long", timeStyle: "long" });
  time.textContent = at.toLocaleTimeString(tag, { timeStyle: "short" });
}

function paragraph(names: string): HTMLParagraphElement {
  return Object.assign(document.createElement("p"), { className: names });
}

customElements.define("foot-room", FootRoom);
