/** <foot-clock>: the time at a relay's stage, as fast as the relay's own hours pass. */

import { shownAt } from "./edge";

class FootClock extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    if (this.hasAttribute("data-stopped")) return;
    const place = this.querySelector("time");
    const early = Date.now() - this.number("now-ms");
    const locale = (this.closest("[lang]")?.getAttribute("lang") ?? "en").startsWith("zh") ? "zh-CN" : "en-GB";
    const shape = new Intl.DateTimeFormat(locale, {
      timeZone: this.dataset["zone"] ?? "UTC",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hour12: false,
    });
    const tick = (): void => {
      if (place) place.textContent = shape.format(shownAt(this.number("begins-ms"), Date.now() - early, this.number("pace")));
    };
    tick();
    this.timer = window.setInterval(tick, this.number("pace") > 1 ? 200 : 1000);
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
  }

  private number(name: string): number {
    return Number(this.getAttribute(`data-${name}`) ?? 0);
  }
}

customElements.define("foot-clock", FootClock);

export {};
