/** What the player says, in both languages. */

import type { Both } from "./playback";

export const UNSUPPORTED: Both = {
  en: "This browser cannot play films from this house. Try a current Chrome, Edge, Firefox or Safari.",
  zh: "此浏览器无法播放本站影片。请使用新版 Chrome、Edge、Firefox 或 Safari。",
};
export const STOPPED: Both = {
  en: "The film stopped: the right to show it here could not be confirmed. Reload the page.",
  zh: "影片已停止：无法确认在本地的放映授权。请刷新页面。",
};
export const BROKEN: Both = {
  en: "The film cannot be loaded just now. Check the connection, then reload the page.",
  zh: "暂时无法加载影片。请检查网络后刷新页面。",
};

/** Labels that also hold what is seen on the control, so that voice control finds it by what it shows. */
export const LABELS: Record<"en" | "zh-CN", Record<string, string>> = {
  en: { "Playback rate {playbackRate}": "Playback rate {playbackRate}x" },
  "zh-CN": { "Playback rate {playbackRate}": "播放速度 {playbackRate}x" },
};
