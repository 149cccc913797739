/** Contrast by WCAG 2.2, over the tokens as they are written. */

export type Colour = readonly [number, number, number];
export type Scheme = "light" | "dark";

/** Every token by its name, as it is written. */
export function readTokens(css: string): Map<string, string> {
  return new Map([...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? "", value ?? ""]));
}

/** The colour a token comes to in a scheme. */
export function resolve(tokens: Map<string, string>, name: string, scheme: Scheme): Colour {
  const written = tokens.get(name);
  if (written === undefined) throw new Error(`no token --${name}`);
  return parse(tokens, written, scheme);
}

function parse(tokens: Map<string, string>, text: string, scheme: Scheme): Colour {
  const both = /^light-dark\((.+), (.+)\)$/.exec(text);
  if (both) return parse(tokens, (scheme === "light" ? both[1] : both[2]) ?? "", scheme);
  const other = /^var\(--([\w-]+)\)$/.exec(text);
  if (other) return resolve(tokens, other[1] ?? "", scheme);
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(text);
  if (!hex) throw new Error(`not a colour: ${text}`);
  return [1, 2, 3].map((n) => Number.parseInt(hex[n] ?? "", 16)) as unknown as Colour;
}

/** A colour laid over another with an opacity of 0–1. */
export function mixedOver(over: Colour, opacity: number, under: Colour): Colour {
  return [0, 1, 2].map((n) => (over[n] ?? 0) * opacity + (under[n] ?? 0) * (1 - opacity)) as unknown as Colour;
}

/** The contrast ratio of two colours, 1–21. Source: WCAG 2.2, relative luminance and contrast ratio. */
export function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
