/** The house's kernel in WebAssembly: the very one that judges. One instance drives one car. */

import type { Circuit } from "./track";

interface Exports {
  memory: WebAssembly.Memory;
  points(): number;
  inputs(): number;
  marks(): number;
  countMarks(): number;
  lapTicks(): number;
  laps(): number;
  state(): number;
  step(byte: number): void;
  drive(count: number): number;
  start(count: number, half: number, wall: number, laps: number, power: number, top: number, turn: number): void;
}

/** Where the car is; named as in the kernel. */
export interface State {
  x: number;
  y: number;
  hx: number;
  hy: number;
  vx: number;
  vy: number;
  yaw: number;
  charge: number;
  drift: number;
  nitro: number;
  jet: number;
  window: number;
  segment: number;
  progress: number;
  laps: number;
  tanks: number;
  tick: number;
}

export async function load(address: string): Promise<WebAssembly.Module> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the kernel: ${answer.status}`);
  return WebAssembly.compile(await answer.arrayBuffer());
}

export class Kernel {
  private readonly own: Exports;

  constructor(
    module: WebAssembly.Module,
    private readonly circuit: Circuit,
    private readonly car: [number, number, number],
  ) {
    this.own = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
    new Float64Array(this.own.memory.buffer, this.own.points(), circuit.points.length).set(circuit.points);
    this.start();
  }

  start(): void {
    const { points, half_width, wall, laps } = this.circuit;
    this.own.start(points.length / 3, half_width, wall, laps, ...this.car);
  }

  step(byte: number): void {
    this.own.step(byte);
  }

  read(): State {
    const s = new Float64Array(this.own.memory.buffer, this.own.state(), 17);
    return {
      x: s[0]!, y: s[1]!, hx: s[2]!, hy: s[3]!, vx: s[4]!, vy: s[5]!, yaw: s[6]!, charge: s[7]!, drift: s[8]!, nitro: s[9]!,
      jet: s[10]!, window: s[11]!, segment: s[12]!, progress: s[13]!, laps: s[14]!, tanks: s[15]!, tick: s[16]!,
    };
  }

  /** Drive whole inputs from the start, and say what they come to: what a result claims. */
  prove(inputs: Uint8Array): { ticks: number; marks: string[]; lapTicks: number[] } {
    this.start();
    new Uint8Array(this.own.memory.buffer, this.own.inputs(), inputs.length).set(inputs);
    const ticks = this.own.drive(inputs.length);
    const marks = new BigUint64Array(this.own.memory.buffer, this.own.marks(), this.own.countMarks());
    const laps = new Int32Array(this.own.memory.buffer, this.own.lapTicks(), this.own.laps());
    return { ticks, marks: [...marks].map((mark) => mark.toString(16).padStart(16, "0")), lapTicks: [...laps] };
  }
}
