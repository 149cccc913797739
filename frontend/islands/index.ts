/** The only registry of islands: a tag, and what to load when a page has one. */
const islands: Record<string, () => Promise<unknown>> = {
  "foot-live": () => import("./live/element"),
  "foot-player": () => import("./player/element"),
  "foot-chart": () => import("./chart/element"),
  "foot-chat": () => import("./chat/element"),
  "foot-room": () => import("./talk/room"),
  "foot-danmaku": () => import("./player/danmaku"),
  "foot-clock": () => import("./live/clock"),
  "foot-continue": () => import("./continue/element"),
  "house-race": () => import("./race/element"),
  "foot-pay": () => import("./pay/element"),
  "foot-upload": () => import("./upload/element"),
};

function load(): void {
  for (const [tag, bring] of Object.entries(islands)) {
    if (!customElements.get(tag) && document.querySelector(tag)) void bring();
  }
}

load();
new MutationObserver(load).observe(document.documentElement, { childList: true, subtree: true });
