import { expect, it } from "vitest";

import { read } from "./rows";

/** As much of a table as is read, without a browser. */
function table(rows: [string | null, string | undefined][]): HTMLTableElement {
  const made = rows.map(([name, value]) => ({
    querySelector: (wanted: string) =>
      wanted === "th" ? (name === null ? null : { textContent: ` ${name} ` }) : value === undefined ? null : { dataset: { value } },
  }));
  return { tBodies: [{ rows: made }] } as unknown as HTMLTableElement;
}

it("reads names and numbers, and leaves out what is withheld or has no name", () => {
  expect(read(table([["Sea", "12"], ["Young", undefined], [null, "3"], ["静海", "0"]]))).toEqual([
    { name: "Sea", value: 12 },
    { name: "静海", value: 0 },
  ]);
});
