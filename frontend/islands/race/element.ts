/** <house-race>: the game on its page. The garage is a form that the house wrote; the rest is made when somebody starts. */

import "./race.css";

import { type Act, Controls, KEYS } from "./controls";
import type { Game, Over } from "./game";
import { Line, Refused, type Result } from "./line";
import { Panel } from "./panel";
import { sayTime, timeMs } from "./sim";
import { Sound } from "./sound";
import { touchButtons } from "./touch";
import { type Both, REASONS, WORDS } from "./words";

/** How often a race may stand still; core/pace.py holds to the same. */
const MOST_STOPS = 3;

class HouseRace extends HTMLElement {
  game: Game | null = null;
  private readonly controls = new Controls();
  private readonly sound = new Sound();
  private readonly screen = document.createElement("div");
  private readonly canvas = document.createElement("canvas");
  private readonly count = document.createElement("div");
  private panel: Panel | null = null;
  private line: Line | null = null;
  /** The ticks at which the race stood still. */
  private readonly stops = new Set<number>();
  private readonly keyed = (event: KeyboardEvent): void => this.key(event);
  private readonly resized = (): void => this.game?.fit();
  private readonly away = (): void => {
    if (document.hidden) this.pause();
  };

  connectedCallback(): void {
    const go = this.querySelector<HTMLButtonElement>("[data-go]");
    if (!go) return;
    go.disabled = false;
    go.addEventListener("click", () => void this.open(go));
    this.dataset["state"] = "ready";
  }

  disconnectedCallback(): void {
    this.quit();
    this.game?.close();
    this.game = null;
  }

  private readonly say = (words: Both): string => ((this.closest("[lang]")?.getAttribute("lang") ?? "en").startsWith("zh") ? words.zh : words.en);

  private async open(go: HTMLButtonElement): Promise<void> {
    go.disabled = true;
    this.buildScreen();
    try {
      await this.load();
      this.restart();
    } catch (fault) {
      this.quit();
      this.complain(fault instanceof NoWebgl ? WORDS.noWebgl : WORDS.broken);
      console.warn(fault);
    }
    go.disabled = false;
  }

  private async load(): Promise<void> {
    if (this.game) return;
    if (!document.createElement("canvas").getContext("webgl2")) throw new NoWebgl();
    const { Game } = await import("./game");
    const on = {
      driven: (pressed: readonly number[]) => this.line?.stream(pressed),
      rest: (pressed: readonly number[]) => this.line?.rest(pressed),
      goOn: (pressed: readonly number[]) => this.line?.goOn(pressed),
      count: (left: number) => this.tellCount(left),
      over: (over: Over) => void this.finish(over),
    };
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const { track = "", kernel = "", ghost = "" } = this.dataset;
    this.game = await Game.open({ track, kernel, ghost }, (circuit, module) => new Game(this.canvas, circuit, module, this.controls, this.sound, this.say, on, isCalm));
    this.screen.append(this.game.hud.root);
  }

  private buildScreen(): void {
    if (!this.screen.childElementCount) {
      this.screen.className = "race-screen";
      this.screen.tabIndex = -1;
      this.screen.setAttribute("role", "group");
      this.screen.setAttribute("aria-label", this.say(WORDS.game));
      this.count.className = "race-count";
      this.count.setAttribute("role", "status");
      this.panel = new Panel();
      const top = document.createElement("div");
      top.className = "race-buttons";
      const pause = Panel.button(this.say(WORDS.pause), () => this.pause());
      const sound = Panel.button(this.say(WORDS.soundOn), () => void this.sound.toggle().then((isOn) => (sound.textContent = this.say(isOn ? WORDS.soundOff : WORDS.soundOn))));
      top.append(pause, sound);
      this.screen.append(this.canvas, this.count, top, this.panel.root);
      if (matchMedia("(pointer: coarse)").matches) {
        this.controls.autoThrottle = true;
        this.screen.append(touchButtons(this.controls, this.say));
      }
    }
    this.append(this.screen);
    document.documentElement.classList.add("race-open");
    this.screen.focus();
    addEventListener("keydown", this.keyed);
    addEventListener("keyup", this.keyed);
    addEventListener("resize", this.resized);
    document.addEventListener("visibilitychange", this.away);
  }

  /** Begin from the line; the token is asked for while the countdown runs. */
  restart(): void {
    if (!this.game) return;
    const chosen = (name: string): HTMLInputElement | null => this.querySelector<HTMLInputElement>(`input[name=${name}]:checked`);
    const [car, livery] = [chosen("car")?.value ?? "tern", chosen("livery")];
    const { begin = "", piece = "", finish = "" } = this.dataset;
    const csrf = this.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
    this.line = new Line({ begin, piece, finish, csrf });
    this.line.begin(this.game.circuit.id, car, livery?.value ?? "limelight");
    this.stops.clear();
    this.panel?.close();
    const colours = (livery?.dataset["colours"] ?? "#e8c547 #14110d #fffdf8").split(" ") as [string, string, string];
    this.game.fit();
    this.game.begin({ car, colours });
    this.dataset["state"] = "racing";
  }

  private tellCount(left: number): void {
    this.count.textContent = left ? String(left) : this.say(WORDS.go);
    this.count.dataset["left"] = String(left);
    if (!left) setTimeout(() => (this.count.textContent = ""), 900);
  }

  private pause(): void {
    const phase = this.game?.phase;
    if (phase !== "racing" && phase !== "countdown") return;
    this.stops.add(this.game?.state?.tick ?? 0);
    this.game?.pause();
    this.dataset["state"] = "paused";
    const left = MOST_STOPS - this.stops.size;
    const note = left < 0 ? this.say(WORDS.pausedTooOften) : this.say(WORDS.pausedNote).replace("{n}", String(left));
    this.panel?.open(this.say(WORDS.paused), [note], [
      [this.say(WORDS.on), () => this.carryOn()],
      [this.say(WORDS.restart), () => this.restart()],
      [this.say(WORDS.leave), () => this.quit()],
    ]);
  }

  private carryOn(): void {
    this.panel?.close();
    this.dataset["state"] = "racing";
    this.screen.focus();
    this.game?.carryOn();
  }

  private async finish(over: Over): Promise<void> {
    this.dataset["state"] = "over";
    const time = timeMs(over.ticks);
    const title = `${this.say(WORDS.time)} ${sayTime(time)}`;
    const laps = over.lapTicks.map((at, i) => sayTime(timeMs(at) - timeMs(over.lapTicks[i - 1] ?? 0))).join(" · ");
    const news = over.isBest ? this.say(WORDS.best) : "";
    const ways: [string, () => void][] = [[this.say(WORDS.restart), () => this.restart()], [this.say(WORDS.leave), () => this.quit()]];
    this.panel?.open(title, [laps, news, this.say(WORDS.judged)], ways);
    const line = this.line;
    try {
      const result = await line!.finish(over.pressed, time, over.marks);
      if (line === this.line) this.panel?.open(title, [laps, news, ...this.tell(result)], [...ways, [this.say(WORDS.board), () => location.assign(this.dataset["board"] ?? "")]]);
      this.dataset["result"] = JSON.stringify(result);
    } catch (fault) {
      const said = fault instanceof Refused ? fault.said : WORDS.kept;
      if (line === this.line) this.panel?.open(title, [laps, news, this.say(said)], fault instanceof Refused ? ways : [[this.say(WORDS.again), () => void this.finish(over)], ...ways]);
    }
  }

  private tell(result: Result): string[] {
    const { said, rank, standing } = result;
    const place = rank ? this.say(WORDS.rank).replace("{n}", String(rank)) : standing === "proved" ? this.say(WORDS.own) : "";
    const why = standing === "refused" ? this.say(REASONS[result.reason ?? ""] ?? WORDS.notTheSame) : "";
    return [this.say(said), why, place];
  }

  private quit(): void {
    this.game?.pause();
    this.controls.clear();
    this.sound.quiet();
    this.panel?.close();
    this.screen.remove();
    document.documentElement.classList.remove("race-open");
    removeEventListener("keydown", this.keyed);
    removeEventListener("keyup", this.keyed);
    removeEventListener("resize", this.resized);
    document.removeEventListener("visibilitychange", this.away);
    this.dataset["state"] = "ready";
    this.querySelector<HTMLElement>("[data-go]")?.focus();
  }

  private key(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const phase = this.game?.phase;
    if (event.type === "keydown" && !event.repeat) {
      if (event.code === "KeyR" && phase !== "garage") return this.restart();
      if (event.code === "KeyP" || event.code === "Escape") return phase === "paused" ? this.carryOn() : this.pause();
    }
    if (phase !== "racing" && phase !== "countdown") return;
    const act: Act | undefined = KEYS[event.code];
    if (!act) return;
    event.preventDefault();
    if (event.type === "keydown") this.controls.press(event.code, event.timeStamp);
    else this.controls.release(event.code, event.timeStamp);
  }

  private complain(words: Both): void {
    const note = document.createElement("p");
    note.className = "notice notice-bad";
    note.setAttribute("role", "alert");
    note.textContent = this.say(words);
    this.querySelector("[data-garage]")?.prepend(note);
  }
}

class NoWebgl extends Error {}

customElements.define("house-race", HouseRace);
