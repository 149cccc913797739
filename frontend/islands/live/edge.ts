/** What the relay's player works out from numbers and texts alone. */

const TOKEN = /\/[lm]\/([^/]+)\//;
const FAR_SECONDS = 5;

/** Return the token in an address of ours, "" when there is none. */
export function tokenOf(url: string): string {
  return TOKEN.exec(url)?.[1] ?? "";
}

/** Return an address under a newer token. */
export function address(url: string, token: string): string {
  return token ? url.replace(TOKEN, (whole) => `${whole.slice(0, 3)}${token}/`) : url;
}

/** Return how many seconds a picture is behind the moment it was sent, by its own date where it has one. */
export function behind(playingDate: Date | null, nowMs: number, latency: number): number | null {
  if (playingDate) return (nowMs - playingDate.getTime()) / 1000;
  return Number.isFinite(latency) && latency > 0 ? latency : null;
}

/** Return whether a player has fallen so far back that playing faster will not do. */
export function isFar(currentTime: number, syncPosition: number): boolean {
  return syncPosition - currentTime > FAR_SECONDS;
}

/** Say it in the page's language. */
export function sayBehind(seconds: number | null, chinese: boolean): string {
  if (seconds === null) return "–";
  return chinese ? `${seconds.toFixed(1)} 秒` : `${seconds.toFixed(1)} s`;
}

/** Return the time that a relay's clock shows: its hours may pass faster than ours. */
export function shownAt(beginsMs: number, nowMs: number, pace: number): number {
  return beginsMs + Math.max(0, nowMs - beginsMs) * pace + Math.min(0, nowMs - beginsMs);
}
