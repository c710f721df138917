/* Short messages at the foot of the page. They can be undone for ten seconds where there is something to undo, and wait while
   the pointer or the focus is on them. The server sends one by the header
   HX-Trigger: {"stoa:toast": {"text": "…", "kind": "good", "undo": "/address"}} or as markup into [data-toasts]. */
import { enhance } from "./enhance.ts";
import { unique } from "./unique.ts";
import { send } from "./wire.ts";
import { words } from "./words.ts";

export interface Saying {
  kind?: "info" | "good" | "stop";
  undo?: string;
  action?: { label: string; run: () => void };
  link?: { label: string; href: string };
}

const ICONS = { info: "info", good: "circle-check", stop: "circle-alert" };
const STAYS_MS = 10_000;

const region = (): HTMLElement | null => document.querySelector("[data-toasts]");

/** An icon drawn from the sprite that the page already uses. */
export function icon(name: string): SVGSVGElement {
  const sprite = document.querySelector("use")?.getAttribute("href")?.split("#")[0] ?? "";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

function pressable(label: string, run: () => void): HTMLButtonElement {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "toast-action", textContent: label });
  button.addEventListener("click", run);
  return button;
}

export function toast(text: string, { kind = "info", undo, action, link }: Saying = {}): HTMLElement {
  const box = document.createElement("div");
  box.className = `toast toast-${kind}`;
  box.setAttribute("role", kind === "stop" ? "alert" : "status");
  box.dataset["toast"] = "";
  const paragraph = Object.assign(document.createElement("p"), { textContent: text });
  box.append(icon(ICONS[kind]), paragraph);
  if (undo) {
    box.dataset["undoUrl"] = undo;
    const button = pressable(words("undo"), () => undefined);
    button.dataset["toastUndo"] = "";
    box.append(button);
  }
  if (action) box.append(pressable(action.label, () => { box.remove(); action.run(); }));
  if (link) box.append(Object.assign(document.createElement("a"), { ...link, textContent: link.label, className: "toast-action", target: "_blank", rel: "noopener" }));
  const close = pressable("", () => box.remove());
  close.className = "button quiet square small";
  close.setAttribute("aria-label", words("close"));
  close.append(icon("x"));
  box.append(close);
  region()?.append(box);
  return box;
}

async function undoOf(box: HTMLElement): Promise<void> {
  const url = box.dataset["undoUrl"] ?? "";
  const key = (box.dataset["key"] ??= unique());
  const response = await send(url, { method: "POST", headers: { "Idempotency-Key": key } }).catch(() => undefined);
  if (!response?.ok) { toast(words("failed"), { kind: "stop", action: { label: words("retry"), run: () => void undoOf(box) } }); return; }
  box.remove();
  toast(words("undone"), { kind: "good" });
  document.dispatchEvent(new CustomEvent("stoa:undone", { detail: { url } }));
}

enhance("[data-toast]", (box) => {
  box.querySelector("[data-toast-close]")?.addEventListener("click", () => box.remove());
  box.querySelector("[data-toast-undo]")?.addEventListener("click", () => void undoOf(box));
  if (box.closest("[data-toasts]") === null || box.getAttribute("role") === "alert") return;
  const time = Object.assign(document.createElement("i"), { className: "toast-time" });
  box.append(time);
  let left = STAYS_MS;
  const tick = setInterval(() => {
    if (!box.isConnected) return clearInterval(tick);
    if (box.matches(":hover, :focus-within")) return;
    left -= 250;
    if (left <= 0) { clearInterval(tick); box.remove(); }
  }, 250);
});

document.addEventListener("stoa:toast", (event) => {
  const detail = (event as CustomEvent<Saying & { text?: string; value?: string }>).detail;
  toast(detail.text ?? detail.value ?? "", detail);
});
