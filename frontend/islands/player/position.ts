/** Where a viewer was in a film: kept in this browser alone, by work. */

const PREFIX = "footlights.position.";

export function read(work: string): number | null {
  try {
    const text = localStorage.getItem(PREFIX + work);
    return text === null ? null : Number(text);
  } catch {
    return null;
  }
}

export function write(work: string, seconds: number | null): void {
  try {
    if (seconds === null) localStorage.removeItem(PREFIX + work);
    else localStorage.setItem(PREFIX + work, seconds.toFixed(1));
  } catch {
    // Without storage every film starts at its beginning.
  }
}
