/** Light, dark, or as the reader's system has it: remembered in a cookie, so that the server writes the page so. */

export type Scheme = "auto" | "light" | "dark";

const YEAR_SECONDS = 31_536_000;

/** The scheme a button names; anything else is the system's own. */
export function parseScheme(text: string | undefined): Scheme {
  return text === "light" || text === "dark" ? text : "auto";
}

/** The cookie that remembers a scheme; the system's own needs none. */
export function cookieFor(scheme: Scheme, secure: boolean): string {
  const seconds = scheme === "auto" ? 0 : YEAR_SECONDS;
  return `scheme=${scheme}; path=/; max-age=${seconds}; samesite=lax${secure ? "; secure" : ""}`;
}
