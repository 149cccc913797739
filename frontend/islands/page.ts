/** What every page has: htmx without eval, and the switch between light and dark. */
import htmx from "htmx.org";

declare global {
  interface Window {
    htmx: unknown;
  }
}
window.htmx = htmx;

const YEAR_SECONDS = 31_536_000;

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("[data-scheme-choice]") : null;
  if (!button) return;
  const scheme = button.dataset["schemeChoice"] ?? "auto";
  document.documentElement.dataset["scheme"] = scheme;
  document.cookie = `scheme=${scheme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  for (const each of document.querySelectorAll<HTMLButtonElement>("[data-scheme-choice]")) {
    each.setAttribute("aria-pressed", String(each === button));
  }
});
