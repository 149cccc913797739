/** <foot-chat>: sends what was written without leaving the page, and shows that an answer is on its way. */

class FootChat extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("submit", (event) => {
      const form = event.target as HTMLFormElement;
      event.preventDefault();
      void this.send(form, (event as SubmitEvent).submitter as HTMLButtonElement | null);
    });
    this.look();
    // What is fetched into the conversation while it is open comes into view.
    new MutationObserver(() => this.querySelector("#last")?.scrollIntoView({ block: "nearest" })).observe(this, { childList: true });
  }

  private look(): void {
    this.querySelector("#last")?.scrollIntoView({ block: "end" });
    this.querySelector<HTMLInputElement>("input[name=text]")?.focus({ preventScroll: true });
  }

  private async send(form: HTMLFormElement, pressed: HTMLButtonElement | null): Promise<void> {
    const body = new FormData(form, pressed);
    const text = String(body.get("text") ?? "").trim();
    if (!text) return;
    const list = this.querySelector("ol.bubbles");
    list?.append(bubble("bubble bubble-you", text), bubble("bubble bubble-them bubble-typing", "···"));
    list?.lastElementChild?.scrollIntoView({ block: "end" });
    for (const each of this.querySelectorAll("button")) each.disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(this.id);
      if (!fresh) throw new Error("no conversation");
      this.replaceChildren(...fresh.childNodes);
      this.look();
    } catch {
      form.submit();
    }
  }
}

function bubble(names: string, text: string): HTMLLIElement {
  const item = document.createElement("li");
  item.className = names;
  item.append(Object.assign(document.createElement("p"), { textContent: text }));
  return item;
}

customElements.define("foot-chat", FootChat);

export {};
