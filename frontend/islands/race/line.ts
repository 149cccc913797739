/** The line to the house: a race begins with its token, its inputs go there while they are driven, and its end is claimed. */

export interface Addresses {
  begin: string;
  piece: string;
  finish: string;
  csrf: string;
}

export interface Said {
  en: string;
  zh: string;
}

export interface Result {
  run: string;
  standing: "ranked" | "proved" | "flagged" | "refused";
  said: Said;
  time_ms: number | null;
  lap_ms: number[];
  reason: string | null;
  rank: number | null;
  best_ms: number | null;
}

export class Refused extends Error {
  constructor(
    readonly reason: string,
    readonly said: Said,
  ) {
    super(reason);
  }
}

const PIECE = 180;
const LARGEST = 600;
const PATIENCE_MS = 1_000;

export class Line {
  private token: Promise<string> | null = null;
  private held = 0;
  private busy: Promise<void> = Promise.resolve();

  constructor(
    private readonly to: Addresses,
    private readonly ask: typeof fetch = (...given) => fetch(...given),
  ) {}

  /** Ask for a token; the race may begin before it comes. */
  begin(track: string, car: string, livery: string): void {
    const body = new URLSearchParams({ track, car, livery });
    this.token = this.send(this.to.begin, body, {}).then((told) => String(told["token"]));
    this.token.catch(() => undefined);
    this.held = 0;
    this.busy = Promise.resolve();
  }

  /** Send what has been driven since, in the background, when it is worth a piece. */
  stream(pressed: readonly number[]): void {
    if (pressed.length - this.held >= PIECE) this.busy = this.busy.then(() => this.push(pressed)).catch(() => undefined);
  }

  /** The race stands still: send at once what has been driven. */
  rest(pressed: readonly number[]): void {
    const until = pressed.length;
    this.busy = this.busy.then(() => this.pushTo(pressed, until)).catch(() => undefined);
  }

  /** The race goes on: tell the house, so that the time between counts as a stop and not as slow driving. */
  goOn(pressed: readonly number[]): void {
    const until = pressed.length;
    this.busy = this.busy.then(() => this.mark(pressed, until)).catch(() => undefined);
  }

  private async mark(pressed: readonly number[], until: number): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await this.pushTo(pressed, until);
        return await this.push(pressed, until, true);
      } catch (fault) {
        if (fault instanceof Refused || tries > 3) throw fault;
        await new Promise((go) => setTimeout(go, PATIENCE_MS));
      }
    }
  }

  private async pushTo(pressed: readonly number[], until: number): Promise<void> {
    while (this.held < until) await this.push(pressed, until);
  }

  /** Send the rest and claim the time. Raises Refused. */
  async finish(pressed: readonly number[], time_ms: number, marks: readonly string[]): Promise<Result> {
    await this.busy;
    for (let tries = 0; this.held < pressed.length; tries++) {
      try {
        await this.push(pressed);
      } catch (fault) {
        if (fault instanceof Refused || tries > 8) throw fault;
        await new Promise((go) => setTimeout(go, PATIENCE_MS));
      }
    }
    const body = JSON.stringify({ token: await this.token, time_ms, marks });
    return (await this.send(this.to.finish, body, { "Content-Type": "application/json" })) as unknown as Result;
  }

  private async push(pressed: readonly number[], until = pressed.length, isMark = false): Promise<void> {
    const first = this.held;
    const piece = Uint8Array.from(pressed.slice(first, Math.min(until, first + LARGEST)));
    if ((!piece.length && !isMark) || !this.token) return;
    const headers = { "X-Race-Token": await this.token, "X-Race-First": String(first), "Content-Type": "application/octet-stream" };
    try {
      this.held = Number((await this.send(this.to.piece, piece, headers))["held"]);
    } catch (fault) {
      if (fault instanceof Gap) this.held = fault.held;
      else throw fault;
    }
  }

  private async send(to: string, body: BodyInit, headers: Record<string, string>): Promise<Record<string, unknown>> {
    const answer = await this.ask(to, { method: "POST", body, headers: { ...headers, Accept: "application/json", "X-CSRFToken": this.to.csrf } });
    const told = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    if (answer.ok) return told;
    if (told["reason"] === "gap") throw new Gap(Number(told["held"]));
    if (told["reason"] && told["error"]) throw new Refused(String(told["reason"]), told["error"] as Said);
    throw new Error(String(answer.status));
  }
}

class Gap extends Error {
  constructor(readonly held: number) {
    super("gap");
  }
}
