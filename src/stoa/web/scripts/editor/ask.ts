/* A small dialog with a few fields. It says beside the field what would be right and keeps what was typed. */
import { unique } from "../unique.ts";
import { words } from "../words.ts";
import { say } from "./words.ts";

interface Asked { name: string; label: string; value?: string; file?: string; rows?: number; fault: (value: string) => string }
type Given = Record<string, string>;
type Finish = (given: Given, files: Record<string, File>) => Promise<void>;

/** What was given, or undefined when it was left. `finish` may still refuse, with an Error in words. */
export function ask(heading: string, asked: Asked[], finish: Finish = async () => undefined): Promise<Given | undefined> {
  const dialog = Object.assign(document.createElement("dialog"), { className: "dialog" });
  const form = Object.assign(document.createElement("form"), { className: "dialog-body form", noValidate: true });
  const title = Object.assign(document.createElement("h2"), { textContent: heading, id: `ask-${unique()}` });
  dialog.setAttribute("aria-labelledby", title.id);
  const fields = asked.map((one) => ({ one, ...fieldOf(one) }));
  const said = Object.assign(document.createElement("p"), { className: "error", hidden: true });
  said.setAttribute("role", "alert");
  const actions = Object.assign(document.createElement("div"), { className: "actions actions-end" });
  const leave = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words("cancel") });
  const take = Object.assign(document.createElement("button"), { className: "button primary", textContent: say("insert") });
  actions.append(leave, take);
  form.append(title, ...fields.map(({ holder }) => holder), said, actions);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    let given: Given | undefined;
    dialog.addEventListener("close", () => { dialog.remove(); resolve(given); });
    leave.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const wrong = fields.map(({ one, input, fault }) => { const text = one.fault(input.value); fault.textContent = text; fault.hidden = !text; input.setAttribute("aria-invalid", String(!!text)); return text ? input : undefined; }).find(Boolean);
      if (wrong) return wrong.focus();
      const found = Object.fromEntries(fields.map(({ one, input }) => [one.name, input.value]));
      const files = Object.fromEntries(fields.flatMap(({ one, input }) => (input instanceof HTMLInputElement && input.files?.[0] ? [[one.name, input.files[0]]] : [])));
      take.setAttribute("aria-busy", "true");
      finish(found, files).then(() => { given = found; dialog.close(); }, (error: Error) => { said.textContent = error.message; said.hidden = false; }).finally(() => take.removeAttribute("aria-busy"));
    });
  });
}

function fieldOf(one: Asked): { holder: HTMLElement; input: HTMLInputElement | HTMLTextAreaElement; fault: HTMLElement } {
  const id = `ask-${unique()}`;
  const holder = Object.assign(document.createElement("div"), { className: "field" });
  const label = Object.assign(document.createElement("label"), { htmlFor: id, textContent: one.label });
  const input = one.rows ? Object.assign(document.createElement("textarea"), { rows: one.rows }) : document.createElement("input");
  input.id = id;
  if (one.file && input instanceof HTMLInputElement) { input.type = "file"; input.accept = one.file; } else input.value = one.value ?? "";
  input.dir = "auto";
  const fault = Object.assign(document.createElement("p"), { className: "error", hidden: true, id: `${id}-error` });
  input.setAttribute("aria-describedby", fault.id);
  const frame = Object.assign(document.createElement("span"), { className: "input" });
  frame.append(input);
  holder.append(label, one.rows ? input : frame, fault);
  return { holder, input, fault };
}
