/* A form that was changed and not saved asks before it is left. */
import { enhance } from "../enhance.ts";

enhance("form[data-keep]", (form) => {
  let changed = false;
  const guard = (event: BeforeUnloadEvent) => { if (changed && form.isConnected) event.preventDefault(); };
  form.addEventListener("input", () => { changed = true; });
  addEventListener("beforeunload", guard);
  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = (event as CustomEvent<{ ctx: { sourceElement: Element; response?: { raw: Response } } }>).detail;
    if (ctx.sourceElement === form && ctx.response?.raw.ok) changed = false;
  });
});
