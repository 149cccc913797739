/** Races driven before: one's own best is kept in this browser, the board's best comes from the house. */

import type { Circuit } from "./track";


export interface Kept {
  car: string;
  time_ms: number;
  inputs: Uint8Array;
}

function key(circuit: Circuit): string {
  return `race:${circuit.id}:${circuit.kernel}:${circuit.sha256.slice(0, 16)}`;
}

export function recall(circuit: Circuit): Kept | null {
  try {
    const told = JSON.parse(localStorage.getItem(key(circuit)) ?? "null") as { car: string; time_ms: number; inputs: string } | null;
    return told && { ...told, inputs: Uint8Array.from(atob(told.inputs), (letter) => letter.charCodeAt(0)) };
  } catch {
    return null;
  }
}

/** Keep a race when it is the fastest of this browser; say whether it is. */
export function keep(circuit: Circuit, race: Kept): boolean {
  const before = recall(circuit);
  if (before && before.time_ms <= race.time_ms) return false;
  try {
    const text = Array.from(race.inputs, (byte) => String.fromCharCode(byte)).join("");
    localStorage.setItem(key(circuit), JSON.stringify({ ...race, inputs: btoa(text) }));
  } catch {
    // A browser that keeps nothing shows no ghost; the race counts all the same.
  }
  return true;
}

export async function fetchBest(address: string): Promise<Kept | null> {
  if (!address) return null;
  const answer = await fetch(address).catch(() => null);
  const car = answer?.headers.get("X-Race-Car");
  if (!answer?.ok || !answer.body || !car) return null;
  const inputs = await new Response(answer.body.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer();
  return { car, time_ms: 0, inputs: new Uint8Array(inputs) };
}
