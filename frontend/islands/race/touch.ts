/** Buttons under the thumbs: steering on the left, brake, drift and nitro on the right; the house holds the throttle. */

import type { Act, Controls } from "./controls";
import { type Both, WORDS } from "./words";

const LEFT: [Act, Both, string][] = [["left", WORDS.left, "◀"], ["right", WORDS.right, "▶"]];
const RIGHT: [Act, Both, string][] = [["brake", WORDS.brake, "■"], ["drift", WORDS.drift, "↻"], ["nitro", WORDS.nitro, "➤"]];

export function touchButtons(controls: Controls, say: (words: Both) => string): HTMLElement {
  const pads = document.createElement("div");
  pads.className = "race-touch";
  for (const [side, acts] of [["left", LEFT], ["right", RIGHT]] as const) {
    const group = document.createElement("div");
    group.className = `race-thumb race-thumb-${side}`;
    for (const [act, words, sign] of acts) group.append(button(controls, act, say(words), sign));
    pads.append(group);
  }
  return pads;
}

function button(controls: Controls, act: Act, label: string, sign: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `race-key race-key-${act}`;
  made.setAttribute("aria-label", label);
  made.textContent = sign;
  made.addEventListener("contextmenu", (event) => event.preventDefault());
  made.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    made.setPointerCapture(event.pointerId);
    controls.press(act, event.timeStamp);
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) made.addEventListener(name, (event) => controls.release(act, event.timeStamp));
  return made;
}
