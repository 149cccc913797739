/** What a table tells a chart: a name and a number for each row that has one. */

export interface Point {
  name: string;
  value: number;
}

export function read(table: HTMLTableElement): Point[] {
  return [...table.tBodies].flatMap((body) =>
    [...body.rows].flatMap((row) => {
      const name = row.querySelector("th")?.textContent?.trim();
      const value = Number(row.querySelector<HTMLElement>("[data-value]")?.dataset["value"]);
      return name && Number.isFinite(value) ? [{ name, value }] : [];
    }),
  );
}
