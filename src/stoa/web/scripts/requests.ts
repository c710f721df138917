/* How htmx speaks with the server here: keys that make a repeat harmless, one session refresh, and failures that keep
   what was typed and offer to try again. */
import htmx, { type HtmxEventMap, type HtmxRequestCtx } from "htmx.org";
import { contentOf, decided, keyFor, undecided } from "./once.ts";
import { clearFieldErrors, isProblem, readProblem, showFieldErrors } from "./problem.ts";
import { lineSeems } from "./offline.ts";
import { toast } from "./toast.ts";
import { send, type Send } from "./wire.ts";
import { words } from "./words.ts";

type Context = HtmxRequestCtx & { fetch?: Send };
type Handled = "htmx:config:request" | "htmx:before:request" | "htmx:before:response" | "htmx:error";

function on<K extends Handled>(name: K, handle: (ctx: Context, event: CustomEvent<HtmxEventMap[K]>) => void): void {
  document.addEventListener(name, (event) => {
    const custom = event as CustomEvent<HtmxEventMap[K]>;
    if (custom.detail.ctx) handle(custom.detail.ctx, custom);
  });
}

const formOf = (ctx: Context): HTMLFormElement | null => ctx.sourceElement.closest("form");

function tryAgain(ctx: Context): void {
  const source = ctx.sourceElement;
  if (source instanceof HTMLFormElement) source.requestSubmit();
  else htmx.trigger(source, ctx.sourceEvent?.type ?? "click");
}

on("htmx:config:request", (ctx) => {
  ctx.request.headers["Accept"] = "text/html, application/problem+json";
  if (ctx.request.method.toUpperCase() === "GET") return;
  ctx.request.headers["Idempotency-Key"] = keyFor(ctx.sourceElement, contentOf(ctx.request.body));
});

on("htmx:before:request", (ctx) => {
  ctx.fetch = send;
  const form = formOf(ctx);
  if (form) clearFieldErrors(form);
});

on("htmx:before:response", (ctx, event) => {
  lineSeems(true);
  const response = ctx.response?.raw;
  if (!response) return;
  if (!undecided(response.status)) decided(ctx.sourceElement);
  if (response.ok || (response.status < 500 && response.status !== 401 && !isProblem(response))) return;
  event.preventDefault();
  void explain(ctx, response);
});

async function explain(ctx: Context, response: Response): Promise<void> {
  if (response.status === 401) {
    const next = encodeURIComponent(location.pathname + location.search);
    toast(words("signedOut"), { kind: "stop", link: { label: words("signIn"), href: `/sign-in?next=${next}` } });
    return;
  }
  const problem = isProblem(response) ? await readProblem(response) : undefined;
  const form = formOf(ctx);
  if (problem && form && showFieldErrors(form, problem)) return;
  const again = undecided(response.status) ? { label: words("retry"), run: () => tryAgain(ctx) } : undefined;
  toast(problem?.detail ?? problem?.title ?? words("failed"), { kind: "stop", ...(again && { action: again }) });
}

on("htmx:error", (ctx) => {
  if (ctx.response) return;
  lineSeems(false);
  toast(words("unreachable"), { kind: "stop", action: { label: words("retry"), run: () => tryAgain(ctx) } });
});
