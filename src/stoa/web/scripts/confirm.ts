/* hx-confirm asks in a dialog of ours instead of the browser's: the sentence, a way back that has the focus, the act. */
import type { HtmxEventMap } from "htmx.org";
import { unique } from "./unique.ts";
import { words } from "./words.ts";

function button(label: string, kind: string, value: string): HTMLButtonElement {
  return Object.assign(document.createElement("button"), { className: `button ${kind}`, textContent: label, value });
}

export function ask(question: string, act: string): Promise<boolean> {
  const dialog = Object.assign(document.createElement("dialog"), { className: "dialog danger" });
  const form = Object.assign(document.createElement("form"), { method: "dialog", className: "dialog-body" });
  const sentence = Object.assign(document.createElement("p"), { textContent: question, id: `ask-${unique()}` });
  const actions = Object.assign(document.createElement("div"), { className: "actions actions-end" });
  const cancel = button(words("cancel"), "", "");
  cancel.autofocus = true;
  actions.append(cancel, button(act, "danger", "yes"));
  form.append(sentence, actions);
  dialog.append(form);
  dialog.setAttribute("aria-labelledby", sentence.id);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { resolve(dialog.returnValue === "yes"); dialog.remove(); });
  });
}

document.addEventListener("htmx:confirm", (event) => {
  const { ctx, issueRequest, dropRequest } = (event as CustomEvent<HtmxEventMap["htmx:confirm"]>).detail;
  event.preventDefault();
  const question = (ctx as unknown as { confirm: string }).confirm;
  const act = (ctx.sourceElement as HTMLElement).dataset["confirmLabel"] ?? words("confirm");
  void ask(question, act).then((yes) => (yes ? issueRequest() : dropRequest()));
});
