/** Keys, buttons and a pad become one byte a tick, as the kernel takes it. */

const STRAIGHT = 7;
/** Positions of the wheel that a key moves it by in a tick, and that it falls back by. */
const TURN = 1.4;
const BACK = 2.2;

export type Act = "left" | "right" | "throttle" | "brake" | "drift" | "nitro";

export const KEYS: Record<string, Act> = {
  ArrowLeft: "left", KeyA: "left", ArrowRight: "right", KeyD: "right", ArrowUp: "throttle", KeyW: "throttle",
  ArrowDown: "brake", KeyS: "brake", ShiftLeft: "drift", ShiftRight: "drift", Space: "drift",
  KeyX: "nitro", KeyE: "nitro", Enter: "nitro",
};

/** What a pad says, each tick. */
export interface Pad {
  steer: number;
  throttle: boolean;
  brake: boolean;
  drift: boolean;
  nitro: boolean;
}

export class Controls {
  private readonly held = new Set<string>();
  /** Presses and releases that no tick has seen yet, with when they happened in ms. */
  private due: [source: string, isDown: boolean, at: number][] = [];
  private wheel = 0;
  /** Throttle held down by the house: on touch screens, and for who chose it. */
  autoThrottle = false;

  press(source: string, at = 0): void {
    this.due.push([source, true, at]);
  }

  release(source: string, at = 0): void {
    this.due.push([source, false, at]);
  }

  clear(): void {
    this.held.clear();
    this.due = [];
    this.wheel = 0;
  }

  private is(act: Act): boolean {
    for (const source of this.held) if (source === act || KEYS[source] === act) return true;
    return false;
  }

  /**
   * The byte of the tick at an instant: bit 0 throttle, 1 brake, 2–5 the wheel (0 left, 7 straight, 14 right), 6 drift, 7 nitro.
   * A key pressed between two frames counts from its own tick on, however seldom the screen is drawn.
   */
  byte(pad: Pad | null, at = Infinity): number {
    while (this.due[0] && this.due[0][2] <= at) {
      const [source, isDown] = this.due.shift()!;
      if (isDown) this.held.add(source);
      else this.held.delete(source);
    }
    const wanted = (this.is("right") ? 7 : 0) - (this.is("left") ? 7 : 0);
    this.wheel = approach(this.wheel, wanted, wanted === 0 || wanted * this.wheel < 0 ? BACK : TURN);
    const steer = pad && Math.abs(pad.steer) > 0.12 ? pad.steer * 7 : this.wheel;
    const brake = this.is("brake") || (pad?.brake ?? false);
    const throttle = !brake && (this.autoThrottle || this.is("throttle") || (pad?.throttle ?? false));
    const place = Math.max(0, Math.min(14, STRAIGHT + Math.round(steer)));
    return (
      Number(throttle) | (Number(brake) << 1) | (place << 2) |
      (Number(this.is("drift") || (pad?.drift ?? false)) << 6) | (Number(this.is("nitro") || (pad?.nitro ?? false)) << 7)
    );
  }
}

function approach(value: number, wanted: number, step: number): number {
  return value < wanted ? Math.min(wanted, value + step) : Math.max(wanted, value - step);
}

/** The first pad that is plugged in, read in the standard layout. */
export function readPad(pads: readonly (Gamepad | null)[]): Pad | null {
  const pad = pads.find((each) => each?.connected);
  if (!pad) return null;
  const down = (button: number): boolean => pad.buttons[button]?.pressed ?? false;
  const steer = down(14) ? -1 : down(15) ? 1 : (pad.axes[0] ?? 0);
  return { steer, throttle: down(7) || down(12), brake: down(6) || down(13), drift: down(0) || down(5), nitro: down(2) || down(1) };
}
