/** Beats waiting to be acknowledged: kept by playing with its token, sent until the house has them, two days at most. */

export interface Beat {
  id: string;
  at_ms: number;
  position_ms: number;
  played_ms: number;
  rate: number;
}

export interface Waiting {
  token: string;
  beats: Beat[];
}

/** By playing. */
export type Store = Record<string, Waiting>;

export const KEEP_MS = 48 * 3_600_000;
export const MOST = 100;

/** Add a beat under a playing's newest token. */
export function add(store: Store, playing: string, token: string, beat: Beat): Store {
  return { ...store, [playing]: { token, beats: [...(store[playing]?.beats ?? []), beat] } };
}

/** Remove the beats that the house has. */
export function acknowledge(store: Store, playing: string, ids: readonly string[]): Store {
  const waiting = store[playing];
  if (!waiting) return store;
  const beats = waiting.beats.filter((beat) => !ids.includes(beat.id));
  const { [playing]: _gone, ...others } = store;
  return beats.length ? { ...others, [playing]: { ...waiting, beats } } : others;
}

/** Remove what nobody counts any more. */
export function prune(store: Store, nowMs: number): Store {
  let kept = store;
  for (const [playing, waiting] of Object.entries(store)) {
    const old = waiting.beats.filter((beat) => nowMs - beat.at_ms > KEEP_MS).map((beat) => beat.id);
    if (old.length || !waiting.beats.length) kept = acknowledge(kept, playing, old);
  }
  return kept;
}

/** Return what to send: at most a hundred beats a message, each under its playing's token. */
export function messages(store: Store): { playing: string; token: string; beats: Beat[] }[] {
  return Object.entries(store).flatMap(([playing, { token, beats }]) =>
    Array.from({ length: Math.ceil(beats.length / MOST) }, (_, part) => ({
      playing,
      token,
      beats: beats.slice(part * MOST, (part + 1) * MOST),
    })),
  );
}

/** Return the beats kept in a text, nothing when it is damaged. */
export function parse(text: string | null): Store {
  try {
    const found: unknown = JSON.parse(text ?? "{}");
    if (typeof found !== "object" || found === null || Array.isArray(found)) return {};
    return Object.fromEntries(Object.entries(found).filter(([, waiting]) => isWaiting(waiting))) as Store;
  } catch {
    return {};
  }
}

function isWaiting(value: unknown): boolean {
  const { token, beats } = (value ?? {}) as Partial<Waiting>;
  return typeof token === "string" && Array.isArray(beats) && beats.every(isBeat);
}

function isBeat(value: unknown): boolean {
  const beat = (value ?? {}) as Partial<Beat>;
  return (
    typeof beat.id === "string" &&
    [beat.at_ms, beat.position_ms, beat.played_ms, beat.rate].every((n) => typeof n === "number" && n >= 0)
  );
}
