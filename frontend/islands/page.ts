/** What every page has: htmx without eval, and the switch between light and dark. */
import htmx from "htmx.org";

import { cookieFor, parseScheme, type Scheme } from "./scheme";

declare global {
  interface Window {
    htmx: unknown;
  }
}
window.htmx = htmx;
// A page that refreshes itself leaves open what its reader has opened.
htmx.config.morphIgnore.push("open");

function choose(scheme: Scheme): void {
  const page = document.documentElement;
  if (scheme === "auto") delete page.dataset["scheme"];
  else page.dataset["scheme"] = scheme;
  document.cookie = cookieFor(scheme, location.protocol === "https:");
  for (const each of document.querySelectorAll<HTMLButtonElement>("[data-scheme-choice]")) {
    each.setAttribute("aria-pressed", String(parseScheme(each.dataset["schemeChoice"]) === scheme));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-scheme-choice]") : null;
  if (button) choose(parseScheme(button.dataset["schemeChoice"]));
});
