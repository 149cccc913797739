/** The engine, the tyres and the air, made of oscillators and noise. Off until somebody asks for it. */

export class Sound {
  private context: AudioContext | null = null;
  private engine: OscillatorNode[] = [];
  private pull: GainNode | null = null;
  private tyres: GainNode | null = null;
  private air: GainNode | null = null;

  get isOn(): boolean {
    return this.context?.state === "running";
  }

  async toggle(): Promise<boolean> {
    if (!this.context) this.build();
    if (this.isOn) await this.context!.suspend();
    else await this.context!.resume();
    return this.isOn;
  }

  private build(): void {
    const context = new AudioContext();
    const level = new GainNode(context, { gain: 0.22 });
    const tone = new BiquadFilterNode(context, { type: "lowpass", frequency: 900 });
    const pull = new GainNode(context, { gain: 0.2 });
    for (const type of ["sawtooth", "square"] as const) {
      const voice = new OscillatorNode(context, { type, frequency: 60 });
      voice.connect(tone);
      voice.start();
      this.engine.push(voice);
    }
    const noise = new AudioBuffer({ length: context.sampleRate, sampleRate: context.sampleRate });
    noise.getChannelData(0).forEach((_, i, all) => (all[i] = Math.random() * 2 - 1));
    const hiss = (frequency: number, q: number): GainNode => {
      const source = new AudioBufferSourceNode(context, { buffer: noise, loop: true });
      const band = new BiquadFilterNode(context, { type: "bandpass", frequency, Q: q });
      const gain = new GainNode(context, { gain: 0 });
      source.connect(band).connect(gain).connect(level);
      source.start();
      return gain;
    };
    [this.tyres, this.air] = [hiss(1700, 3), hiss(500, 0.6)];
    tone.connect(pull).connect(level).connect(context.destination);
    [this.context, this.pull] = [context, pull];
  }

  /** speed in m/s; slip and boost 0–1. */
  hear(speed: number, slip: number, boost: number, isPulling: boolean): void {
    if (!this.context || !this.isOn) return;
    const now = this.context.currentTime;
    const gear = Math.min(5, Math.floor(speed / 12));
    const turns = 55 + ((speed - gear * 12) / 12) * 62 + gear * 14;
    this.engine[0]!.frequency.setTargetAtTime(turns, now, 0.04);
    this.engine[1]!.frequency.setTargetAtTime(turns * 1.505, now, 0.04);
    this.pull!.gain.setTargetAtTime(isPulling ? 0.3 : 0.14, now, 0.06);
    this.tyres!.gain.setTargetAtTime(slip * 0.5, now, 0.05);
    this.air!.gain.setTargetAtTime(Math.min(1, speed / 70) * 0.35 + boost * 0.5, now, 0.08);
  }

  quiet(): void {
    void this.context?.suspend();
  }

  close(): void {
    void this.context?.close();
    this.context = null;
  }
}
