/* <stoa-person data-id="…">: pages carry ids only; identity gives the names, many ids in one request. */
import { send } from "./wire.ts";

const GATHER_MS = 20;
const IDS_A_REQUEST = 100;

const known = new Map<string, string>();
const waiting = new Map<string, Set<(name: string) => void>>();
let timer: ReturnType<typeof setTimeout> | undefined;

async function ask(ids: string[]): Promise<void> {
  const response = await send(`/people/names?ids=${ids.join(",")}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
  if (!response?.ok) { for (const id of ids) waiting.delete(id); return; }
  const names = (await response.json()) as Record<string, string>;
  for (const id of ids) {
    const name = names[id];
    if (name) known.set(id, name);
    for (const show of waiting.get(id) ?? []) if (name) show(name);
    waiting.delete(id);
  }
}

function gather(): void {
  timer = undefined;
  const ids = [...waiting.keys()];
  for (let i = 0; i < ids.length; i += IDS_A_REQUEST) void ask(ids.slice(i, i + IDS_A_REQUEST));
}

export function nameOf(id: string, show: (name: string) => void): void {
  const name = known.get(id);
  if (name) return show(name);
  waiting.set(id, (waiting.get(id) ?? new Set()).add(show));
  timer ??= setTimeout(gather, GATHER_MS);
}

/** The first letters of the first and the last word. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((part) => [...(part ?? "")][0] ?? "").join("").toLocaleUpperCase();
}

class Person extends HTMLElement {
  static observedAttributes = ["data-id"];

  connectedCallback(): void { this.resolve(); }
  attributeChangedCallback(): void { if (this.isConnected) this.resolve(); }

  private resolve(): void {
    const id = this.dataset["id"];
    if (!id) return;
    nameOf(id, (name) => {
      if (this.dataset["id"] !== id) return;
      this.textContent = name;
      this.dataset["initials"] = initials(name);
      this.dataset["known"] = "";
    });
  }
}

customElements.define("stoa-person", Person);
