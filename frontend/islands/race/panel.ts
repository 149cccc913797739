/** What lies over the race when it stands still: a title, a few lines, and what can be done. */

export class Panel {
  readonly root = document.createElement("div");

  constructor() {
    this.root.className = "race-panel";
    this.root.hidden = true;
    this.root.setAttribute("role", "dialog");
  }

  static button(label: string, act: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button-quiet button-small";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  open(title: string, lines: string[], ways: [string, () => void][]): void {
    const heading = document.createElement("h2");
    heading.textContent = title;
    heading.id = "race-panel-title";
    this.root.setAttribute("aria-labelledby", heading.id);
    const told = lines.filter(Boolean).map((line) => Object.assign(document.createElement("p"), { textContent: line }));
    const row = document.createElement("div");
    row.className = "actions";
    row.append(...ways.map(([label, act]) => Panel.button(label, act)));
    row.firstElementChild?.classList.replace("button-quiet", "button");
    this.root.replaceChildren(heading, ...told, row);
    this.root.hidden = false;
    row.querySelector("button")?.focus();
  }

  close(): void {
    this.root.hidden = true;
  }
}
