/** What rooms and danmaku say by themselves, in both languages. */

export const WORDS = {
  en: {
    language: "en",
    away: "It did not arrive. Your text is kept; try again.",
    remove: "Delete",
    report: "Report",
    still: "Your system asks for less motion, so danmaku stay off the picture; the list has them.",
    left: "Somebody who left",
    at: (time: string) => `Go to ${time}`,
    count: (n: number) => `(${n})`,
  },
  zh: {
    language: "zh",
    away: "发送失败，内容已保留，请重试。",
    remove: "删除",
    report: "举报",
    still: "系统设置为减少动态效果，弹幕不在画面上滚动，可在列表中阅读。",
    left: "已离开的用户",
    at: (time: string) => `跳到 ${time}`,
    count: (n: number) => `（${n} 条）`,
  },
} as const;

export type Words = (typeof WORDS)["en"] | (typeof WORDS)["zh"];

export function wordsFor(element: Element): Words {
  return WORDS[(element.closest("[lang]")?.getAttribute("lang") ?? "en").startsWith("zh") ? "zh" : "en"];
}

/** Return seconds as 1:05 or 2:03:09. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number): string => String(n).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
