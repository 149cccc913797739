/** How fast bytes go, and how long the rest will take. */

interface Mark {
  ms: number;
  bytes: number;
}

export const WINDOW_MS = 8_000;

/** Speed over the last seconds: what matters to whoever waits. */
export class Pace {
  private marks: Mark[] = [];

  note(bytes: number, ms: number): void {
    if (this.marks.length && bytes < (this.marks.at(-1)?.bytes ?? 0)) this.marks = [];
    this.marks.push({ ms, bytes });
    while (this.marks.length > 2 && ms - (this.marks[0]?.ms ?? ms) > WINDOW_MS) this.marks.shift();
  }

  /** Bytes per second; null while there is too little to tell by. */
  get speed(): number | null {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    if (!first || !last || last.ms - first.ms < 500) return null;
    return ((last.bytes - first.bytes) * 1000) / (last.ms - first.ms);
  }

  /** Seconds until all bytes are there; null while it can't be told. */
  left(total: number): number | null {
    const speed = this.speed;
    const last = this.marks.at(-1);
    return speed && last ? Math.max(0, (total - last.bytes) / speed) : null;
  }
}

/** A number of bytes as people write it: 4.2 MB. */
export function sized(bytes: number, tag: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const place = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const number = bytes / 1000 ** place;
  const digits = place && number < 100 ? 1 : 0;
  return new Intl.NumberFormat(tag, { style: "unit", unit: units[place] ?? "byte", unitDisplay: "short", maximumFractionDigits: digits }).format(number);
}

/** A length of time, roughly. */
export function lasting(seconds: number, tag: string): string {
  const [unit, number] = seconds < 90 ? (["second", seconds] as const) : seconds < 5400 ? (["minute", seconds / 60] as const) : (["hour", seconds / 3600] as const);
  return new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: unit === "hour" ? 1 : 0 }).format(number);
}
