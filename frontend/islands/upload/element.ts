/** <foot-upload>: the field of a file whose bytes go ahead by tus, and go on where they stopped. Without script the form sends it. */

import "./upload.css";

import { type DetailedError, Upload } from "tus-js-client";

import { treeHash } from "./hash";
import { lasting, Pace, sized } from "./pace";
import { EN, type Words, ZH } from "./words";

const ADDRESS = "/uploads/";
const CHUNK = 32 << 20;
const RETRIES = [0, 500, 1000, 2000, 4000, ...Array<number>(40).fill(5000)];

class FootUpload extends HTMLElement {
  private upload: Upload | null = null;
  private hash = "";
  private isPaused = false;
  private readonly bar = document.createElement("progress");
  private readonly said = document.createElement("p");
  private readonly pause = document.createElement("button");
  private readonly cancel = document.createElement("button");
  private readonly panel = document.createElement("div");

  connectedCallback(): void {
    const input = this.input;
    if (!input || this.panel.isConnected) return;
    this.panel.className = "upload";
    this.panel.hidden = true;
    this.bar.max = 1;
    this.bar.setAttribute("aria-label", this.words.bar);
    this.said.setAttribute("role", "status");
    for (const [button, text] of [[this.pause, this.words.pause], [this.cancel, this.words.cancel]] as const) {
      button.type = "button";
      button.className = "button-quiet button-small";
      button.textContent = text;
    }
    const buttons = document.createElement("p");
    buttons.className = "actions";
    buttons.append(this.pause, this.cancel);
    this.panel.append(this.bar, this.said, buttons);
    input.after(this.panel);
    input.addEventListener("change", () => void this.begin(input));
    this.pause.addEventListener("click", () => this.toggle());
    this.cancel.addEventListener("click", () => void this.drop(input));
    this.form?.addEventListener("submit", (event) => this.hold(event));
  }

  disconnectedCallback(): void {
    void this.upload?.abort();
  }

  private get input(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>("input[type=file]");
  }

  private get form(): HTMLFormElement | null {
    return this.closest("form");
  }

  private get tag(): string {
    return this.closest("[lang]")?.getAttribute("lang") ?? "en";
  }

  private get words(): Words {
    return this.tag.startsWith("zh") ? ZH : EN;
  }

  private async begin(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    await this.upload?.abort();
    for (const old of this.querySelectorAll("input[type=hidden]")) old.remove();
    const pace = new Pace();
    let current = true;
    const upload = new Upload(file, {
      endpoint: ADDRESS,
      headers: { "Upload-Ticket": this.dataset["ticket"] ?? "" },
      metadata: { filename: file.name },
      chunkSize: CHUNK,
      retryDelays: RETRIES,
      removeFingerprintOnSuccess: true,
      onShouldRetry: (error) => this.mayRetry(error as DetailedError),
      onProgress: (sent, total) => this.tell(pace, sent, total),
      onSuccess: () => void this.finish(input, upload, () => (current ? this.hash : "")),
      onError: (error) => this.fail(error as DetailedError),
    });
    this.upload = upload;
    this.hash = "";
    this.isPaused = false;
    this.panel.hidden = false;
    this.dataset["state"] = "going";
    this.pause.hidden = false;
    this.pause.textContent = this.words.pause;
    void treeHash(file, () => this.upload !== upload).then((hash) => {
      if (this.upload === upload) this.hash = hash ?? "";
      this.write("tree_hash", this.hash);
    });
    for (const before of await upload.findPreviousUploads()) {
      upload.resumeFromPreviousUpload(before);
      break;
    }
    current = this.upload === upload;
    if (current) upload.start();
  }

  /** Kills, restarts and lost connections pass; what the house refuses for good does not. */
  private mayRetry(error: DetailedError): boolean {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (!status || status >= 500) this.said.textContent = this.words.waiting;
    return !status || status >= 500 || [409, 423, 460].includes(status);
  }

  private tell(pace: Pace, sent: number, total: number): void {
    pace.note(sent, performance.now());
    this.bar.value = total ? sent / total : 1;
    const [speed, left] = [pace.speed, pace.left(total)];
    this.said.textContent = this.words.going(
      sized(sent, this.tag), sized(total, this.tag),
      speed ? sized(speed, this.tag) : "", left ? lasting(left, this.tag) : "",
    );
  }

  private async finish(input: HTMLInputElement, upload: Upload, hash: () => string): Promise<void> {
    this.bar.value = 1;
    this.pause.hidden = true;
    this.said.textContent = this.words.done;
    this.dataset["state"] = "done";
    this.write("upload", upload.url ?? "");
    if (hash()) this.write("tree_hash", hash());
    input.removeAttribute("name");
    input.required = false;
  }

  private write(name: string, value: string): void {
    const known = this.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`);
    const field = known ?? document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    if (!known) this.append(field);
  }

  private fail(error: DetailedError): void {
    this.dataset["state"] = "failed";
    this.pause.hidden = true;
    this.said.textContent = `${this.words.failed} ${this.reasonOf(error)}`;
  }

  private reasonOf(error: DetailedError): string {
    try {
      const told = JSON.parse(error.originalResponse?.getBody() ?? "") as { error: { en: string; zh: string } };
      return this.tag.startsWith("zh") ? told.error.zh : told.error.en;
    } catch {
      return error.message;
    }
  }

  private toggle(): void {
    if (!this.upload) return;
    this.isPaused = !this.isPaused;
    this.pause.textContent = this.isPaused ? this.words.goOn : this.words.pause;
    if (this.isPaused) {
      void this.upload.abort();
      this.said.textContent = this.words.paused;
    } else {
      this.upload.start();
    }
  }

  private async drop(input: HTMLInputElement): Promise<void> {
    const upload = this.upload;
    this.upload = null;
    this.panel.hidden = true;
    delete this.dataset["state"];
    for (const old of this.querySelectorAll("input[type=hidden]")) old.remove();
    input.name = "file";
    input.required = true;
    input.value = "";
    input.focus();
    await upload?.abort(true).catch(() => undefined);
  }

  private hold(event: SubmitEvent): void {
    if (this.dataset["state"] !== "going" && this.dataset["state"] !== "failed") return;
    event.preventDefault();
    this.said.textContent = this.words.unfinished;
    this.panel.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("foot-upload", FootUpload);
