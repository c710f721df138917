/* Dialogs and sheets are native <dialog>: the browser keeps the focus inside, closes on Escape and gives the focus back.
   data-opens="id" opens, data-closes closes, a press beside it closes, data-open-now opens at once. */
import { enhance } from "./enhance.ts";

const dialogOf = (element: Element): HTMLDialogElement | null => element.closest("dialog");

enhance("[data-opens]", (opener) => {
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", () => {
    const dialog = document.getElementById(opener.dataset["opens"] ?? "");
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
  });
});

enhance("dialog [data-closes]", (closer) => closer.addEventListener("click", () => dialogOf(closer)?.close()));

enhance("dialog", (element) => {
  if (!(element instanceof HTMLDialogElement)) return;
  element.addEventListener("click", (event) => { if (event.target === element) element.close(); });
  if ("openNow" in element.dataset && !element.open) element.showModal();
});

enhance("[data-takes-focus]", (element) => element.focus());

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = (event as CustomEvent<{ ctx: { sourceElement: Element; response?: { raw: Response } } }>).detail;
  if (ctx.response?.raw.ok && ctx.sourceElement.matches("[data-closes-on-success]")) dialogOf(ctx.sourceElement)?.close();
});
