/** The player's controls, of media-chrome's elements, in the page's language. */

import { En } from "media-chrome/dist/lang/en.js";
import { ZhCn } from "media-chrome/dist/lang/zh-CN.js";
import { addTranslation, setLanguage } from "media-chrome/dist/utils/i18n.js";
import "media-chrome/media-control-bar";
import "media-chrome/media-controller";
import "media-chrome/media-fullscreen-button";
import "media-chrome/media-loading-indicator";
import "media-chrome/media-mute-button";
import "media-chrome/media-pip-button";
import "media-chrome/media-play-button";
import "media-chrome/media-playback-rate-button";
import "media-chrome/media-seek-backward-button";
import "media-chrome/media-seek-forward-button";
import "media-chrome/media-time-display";
import "media-chrome/media-time-range";
import "media-chrome/media-volume-range";

import { offer } from "./subtitles";
import { LABELS } from "./words";

const BAR: readonly [string, Record<string, string>][] = [
  ["media-play-button", { notooltip: "" }],
  ["media-seek-backward-button", { seekoffset: "10" }],
  ["media-seek-forward-button", { seekoffset: "10" }],
  ["media-time-range", {}],
  ["media-time-display", { showduration: "", notoggle: "" }],
  ["media-mute-button", {}],
  ["media-volume-range", {}],
  ["media-playback-rate-button", { rates: "0.75 1 1.25 1.5 2" }],
  ["media-pip-button", {}],
  ["media-fullscreen-button", {}],
];

/** Put a video into a controller with its controls, and return the controller. */
export function wrap(video: HTMLVideoElement, chinese: boolean): HTMLElement {
  addTranslation("en", { ...En, ...LABELS.en });
  addTranslation("zh-CN", { ...ZhCn, ...LABELS["zh-CN"] });
  setLanguage(chinese ? "zh-CN" : "en");
  const controller = make("media-controller", { hotkeys: "noarrowup noarrowdown noc no< no>" });
  video.slot = "media";
  video.removeAttribute("controls");
  const loading = make("media-loading-indicator", { slot: "centered-chrome", noautohide: "" });
  const bar = make("media-control-bar", {});
  bar.append(...BAR.map(([tag, attributes]) => make(tag, attributes)));
  video.replaceWith(controller);
  controller.append(video, loading, bar);
  offer(video, bar, chinese ? "zh" : "en");
  return controller;
}

function make(tag: string, attributes: Record<string, string>): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
