/** What a player works out from numbers alone: time played, tokens in addresses, when to renew, where to go on. */

/** How much of the film was really played, from looks at its clock; a seek is not playing. */
export class Played {
  private lastSeconds: number | null = null;
  private lastMs = 0;
  private total = 0;

  /** Take a look: the film's own time, this page's clock, and whether it runs. */
  look(mediaSeconds: number, nowMs: number, rate: number, running: boolean): void {
    if (this.lastSeconds !== null) {
      const played = mediaSeconds - this.lastSeconds;
      // Half a second of slack: looks and the film's clock do not tick together.
      const most = ((nowMs - this.lastMs) / 1000) * Math.max(rate, 0) + 0.5;
      if (played > 0 && played <= most) this.total += played * 1000;
    }
    this.lastSeconds = running ? mediaSeconds : null;
    this.lastMs = nowMs;
  }

  /** Forget where the film was: after a seek, the next look starts anew. */
  jump(): void {
    this.lastSeconds = null;
  }

  /** Return the milliseconds played since the last take, and begin again. */
  take(): number {
    const whole = Math.floor(this.total);
    this.total -= whole;
    return whole;
  }
}

/** Put the token of one address of ours into another: segments go on under a renewed token. */
export function withToken(address: string, master: string): string {
  const token = /\/m\/([^/]+)\//.exec(master)?.[1];
  return token ? address.replace(/\/m\/[^/]+\//, `/m/${token}/`) : address;
}

/** Return in how many milliseconds to renew: at half of what is left, at least a second from now. */
export function renewIn(expiresAtMs: number, nowMs: number): number {
  return Math.max(1000, (expiresAtMs - nowMs) / 2);
}

/** Return how many seconds ahead to load: near the end of a right, no more than may still be shown. */
export function bufferSeconds(expiresAtMs: number, nowMs: number): number {
  return expiresAtMs - nowMs < 60_000 ? 12 : 30;
}

/** Return where to go on: where the viewer was, unless that is at the very start or the end. */
export function resumeAt(remembered: number | null, duration: number): number {
  if (remembered === null || !Number.isFinite(remembered) || remembered < 5) return 0;
  return Number.isFinite(duration) && remembered > duration * 0.95 ? 0 : remembered;
}

export interface Both {
  en: string;
  zh: string;
}

/** What the house said when it refused, read with care: anything may stand in a reply. */
export function readRefusal(body: string): { reason: string; message: Both | null } {
  try {
    const said: unknown = JSON.parse(body);
    if (typeof said !== "object" || said === null) return { reason: "", message: null };
    const { reason, error } = said as { reason?: unknown; error?: unknown };
    const both = error as Partial<Both> | null | undefined;
    const whole = typeof both?.en === "string" && typeof both.zh === "string";
    return {
      reason: typeof reason === "string" ? reason : "",
      message: whole ? { en: both.en as string, zh: both.zh as string } : null,
    };
  } catch {
    return { reason: "", message: null };
  }
}
