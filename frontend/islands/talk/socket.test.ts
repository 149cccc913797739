import { expect, test } from "vitest";

import { patienceMs, readSaid } from "./socket";

test("what is no saying is not heard", () => {
  for (const text of ["", "{}", "null", "[]", '{"id":1}', '{"id":"a","form":"x","number":1,"gone":false}']) expect(readSaid(text)).toBeNull();
  expect(readSaid('{"id":"say-1","form":"chat","number":3,"gone":true}')?.gone).toBe(true);
});

test("patience grows to half a minute and is spread by chance", () => {
  expect(patienceMs(0, 0)).toBe(750);
  expect(patienceMs(2, 1)).toBe(5_000);
  expect(patienceMs(99, 1)).toBeLessThanOrEqual(37_500);
});
