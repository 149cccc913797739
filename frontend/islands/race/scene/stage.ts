/** The renderer and its loop: what is asked of the screen falls when it can't keep up, and rises again. */
import { type Camera, NoToneMapping, type Scene, SRGBColorSpace, WebGLRenderer } from "three";

const SHARES = [1, 0.85, 0.7, 0.55];
const SLOW_MS = 24;
const FAST_MS = 13;

export class Stage {
  readonly renderer: WebGLRenderer;
  private tier = 0;
  private frames = 0;
  private spent = 0;
  private asked = 0;
  private last = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly frame: (seconds: number, now: number) => void,
  ) {
    this.renderer = new WebGLRenderer({ canvas, antialias: devicePixelRatio < 2, powerPreference: "high-performance" });
    this.renderer.outputColorSpace = SRGBColorSpace;
    this.renderer.toneMapping = NoToneMapping;
  }

  get aspect(): number {
    return this.canvas.clientWidth / Math.max(1, this.canvas.clientHeight);
  }

  get high(): number {
    return this.renderer.domElement.height;
  }

  fit(): void {
    const { clientWidth: wide, clientHeight: high } = this.canvas;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2) * SHARES[this.tier]!);
    this.renderer.setSize(Math.max(1, wide), Math.max(1, high), false);
  }

  start(): void {
    if (this.asked) return;
    this.last = performance.now();
    const go = (now: number): void => {
      this.asked = requestAnimationFrame(go);
      const seconds = Math.max(0, now - this.last) / 1000;
      this.last = now;
      this.frame(seconds, now / 1000);
      this.watch(seconds * 1000);
    };
    this.asked = requestAnimationFrame(go);
  }

  stop(): void {
    cancelAnimationFrame(this.asked);
    this.asked = 0;
  }

  draw(scene: Scene, camera: Camera): void {
    this.renderer.render(scene, camera);
  }

  private watch(ms: number): void {
    this.frames++;
    this.spent += ms;
    if (this.frames < 90) return;
    const mean = this.spent / this.frames;
    this.frames = this.spent = 0;
    const tier = mean > SLOW_MS ? Math.min(SHARES.length - 1, this.tier + 1) : mean < FAST_MS ? Math.max(0, this.tier - 1) : this.tier;
    if (tier !== this.tier) {
      this.tier = tier;
      this.fit();
    }
  }

  close(): void {
    this.stop();
    this.renderer.dispose();
  }
}
