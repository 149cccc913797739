/** A room's socket: what was said and what is gone, from a number on; cut, it comes back and misses nothing. */

export interface Said {
  id: string;
  form: "comment" | "chat" | "danmaku";
  number: number;
  gone: boolean;
  person?: string;
  name?: string;
  text?: string;
  said_at?: string;
  at_seconds?: number;
  reply_to?: string;
}

/** Return what a socket said, read with care; null for anything that is no saying. */
export function readSaid(text: string): Said | null {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== "object" || found === null) return null;
    const { id, form, number, gone } = found as Partial<Said>;
    const known = form === "comment" || form === "chat" || form === "danmaku";
    return typeof id === "string" && known && typeof number === "number" && typeof gone === "boolean" ? (found as Said) : null;
  } catch {
    return null;
  }
}

/** Return whether the reader of an island's page blocks whoever said something. */
export function isBlocked(island: HTMLElement, said: Said): boolean {
  return Boolean(said.person) && (island.dataset["blocked"] ?? "").split(" ").includes(said.person ?? "");
}

/** Return for how long to wait before the next try: one second, then twice as long, at most half a minute. */
export function patienceMs(tries: number, chance: number): number {
  return Math.min(30_000, 1_000 * 2 ** Math.min(tries, 5)) * (0.75 + chance / 2);
}

/** Return whether something was written that a fresh page would lose. */
function isWriting(): boolean {
  return [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("[data-say] [name=text]")].some((box) => box.value !== "");
}

export class Socket {
  private socket: WebSocket | null = null;
  private timer = 0;
  private tries = 0;
  private ended = false;

  constructor(
    private readonly ticket: string,
    private after: number,
    private readonly hear: (said: Said) => void,
    private readonly link: (isUp: boolean) => void = () => undefined,
  ) {}

  open(): void {
    const address = new URL("/talk/live", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    address.search = new URLSearchParams({ ticket: this.ticket, after: String(this.after) }).toString();
    const socket = (this.socket = new WebSocket(address));
    socket.addEventListener("open", () => {
      this.tries = 0;
      this.link(true);
    });
    socket.addEventListener("message", (event) => {
      const said = readSaid(String(event.data));
      if (!said || said.number <= this.after) return;
      this.after = said.number;
      this.hear(said);
    });
    socket.addEventListener("close", (event) => {
      if (this.ended || event.code === 4404) return;
      if (event.code === 4410 && !isWriting()) return location.reload();
      this.link(false);
      this.timer = window.setTimeout(() => this.open(), patienceMs(this.tries++, Math.random()));
    });
  }

  close(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }
}
