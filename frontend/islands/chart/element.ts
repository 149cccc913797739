/** <foot-chart>: a table drawn as well. The table stays: it is what is read aloud, copied, and there without script. */

import "./chart.css";

import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

import { read } from "./rows";

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);
const MOST_BARS = 24;
const BAR_HEIGHT = 34;

class FootChart extends HTMLElement {
  private chart: EChartsType | null = null;
  private readonly place = document.createElement("div");
  private readonly resized = new ResizeObserver(() => this.chart?.resize());
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private readonly repaint = (): void => this.draw();

  connectedCallback(): void {
    this.place.className = "chart";
    this.place.setAttribute("aria-hidden", "true");
    this.prepend(this.place);
    this.draw();
    this.resized.observe(this.place);
    this.dark.addEventListener("change", this.repaint);
  }

  disconnectedCallback(): void {
    this.resized.disconnect();
    this.dark.removeEventListener("change", this.repaint);
    this.chart?.dispose();
  }

  private draw(): void {
    const table = this.querySelector("table");
    const isLine = this.dataset["kind"] === "line";
    const points = table ? read(table).slice(0, isLine ? undefined : MOST_BARS) : [];
    this.place.hidden = points.length < 2;
    if (points.length < 2) return;
    this.place.style.blockSize = `${isLine ? 280 : points.length * BAR_HEIGHT + 40}px`;
    const style = getComputedStyle(this);
    // The place's own colour is the accent: only as a computed colour is light-dark() settled.
    const [ink, accent, line] = [style.color, getComputedStyle(this.place).color, "rgba(138, 122, 96, .35)"];
    const text = { color: ink, fontFamily: style.fontFamily };
    const names = { type: "category" as const, data: points.map((point) => point.name), axisLabel: { ...text, width: 150, overflow: "truncate" as const }, axisTick: { show: false }, axisLine: { lineStyle: { color: line } } };
    const values = { type: "value" as const, minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: line } } };
    this.chart ??= init(this.place, null, { renderer: "canvas" });
    this.chart.setOption({
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      textStyle: text,
      color: [accent],
      grid: { left: 8, right: 24, top: 12, bottom: 8, containLabel: true },
      tooltip: { trigger: "axis", renderMode: "richText" },
      xAxis: isLine ? names : values,
      yAxis: isLine ? values : { ...names, inverse: true },
      series: [isLine ? { type: "line", data: points.map((point) => point.value), symbolSize: 7 } : { type: "bar", data: points.map((point) => point.value), barMaxWidth: 20 }],
    });
  }
}

customElements.define("foot-chart", FootChart);
