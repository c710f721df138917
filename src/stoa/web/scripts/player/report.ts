/* Tells the server what was seen of a learning object: that it was opened, the place, what was played, that its end was reached.
   One report at a time; what could not be sent goes with the next. Elements: [data-report] with the address and data-now (the server's time,
   so that a wrong clock here does no harm), [data-end] after a text, [data-finish] and [data-follow] to press. */
import htmx from "htmx.org";
import { enhance } from "../enhance.ts";
import { send } from "../wire.ts";
import { announce } from "../words.ts";
import { attend } from "./learning-session.ts";
import { current } from "./place.ts";
import { watch } from "./watched.ts";

interface Now { state: string; percent: number; completed: string[]; finished: boolean }

const REST_MS = 1500;
const EVERY_MS = 15_000;
const AT_END_MS = 2000;
const ATTEMPT_COUNTS_MS = [600, 2500];

enhance("[data-report]", (element) => {
  const url = element.dataset["report"] ?? "";
  const began = performance.now();
  const loaded = Date.parse(element.dataset["now"] ?? "") || Date.now();
  const now = () => new Date(loaded + performance.now() - began);
  const session = attend(element.dataset["registration"] ?? "", now);
  const film = watch(element);
  // A course may be finished between two pages: then the moment is shown on the next one, once.
  const unfinished = `stoa:unfinished:${element.dataset["registration"] ?? ""}`;
  if (element.dataset["finished"] === "no") sessionStorage.setItem(unfinished, "yes");
  const over = new AbortController();
  let anchor: string | undefined;
  let finished = false;
  let fresh = true;
  let busy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const seen = () => ({
    at: now().toISOString(), anchor, second: film.second(), watched: film.take().slice(0, 64), finished,
    level: element.dataset["level"], locale: element.dataset["locale"], session: session.get(),
  });

  async function tell(): Promise<void> {
    if (busy) { fresh = true; return; }
    busy = true;
    fresh = false;
    const told = seen();
    const response = await send(url, { method: "POST", body: JSON.stringify(told), headers: { "content-type": "application/json" } }).catch(() => undefined);
    busy = false;
    if (response?.ok) show((await response.json()) as Now);
    else if (!response || response.status >= 500) { film.back(told.watched); fresh = true; }
    else over.abort();
  }

  function show(answer: Now): void {
    const bar = document.querySelector<HTMLProgressElement>("#player-progress progress");
    const moved = bar !== null && bar.value !== answer.percent;
    if (bar) bar.value = answer.percent;
    if (answer.state === "completed") for (const each of element.querySelectorAll<HTMLElement>("[data-when-done]")) each.hidden = each.dataset["whenDone"] !== "yes";
    if (moved || answer.completed.length > 0) void htmx.ajax("GET", location.pathname + location.search, { target: "#outline-content", select: "#outline-content", swap: "outerHTML" });
    if (answer.finished && sessionStorage.getItem(unfinished)) {
      sessionStorage.removeItem(unfinished);
      void htmx.ajax("GET", element.dataset["moment"] ?? "", { target: "#moment", swap: "innerHTML" });
    }
  }

  function finish(): void {
    if (finished) return;
    finished = true;
    void tell();
  }

  function cease(): void {
    clearInterval(every);
    clearTimeout(timer);
    session.leave();
    over.abort();
  }

  function leave(): void {
    const place = current()?.id;
    if (place) anchor = place;
    const headers = { "content-type": "application/json" };
    void fetch(url, { method: "POST", body: JSON.stringify(seen()), headers, keepalive: true }).catch(() => undefined);
  }

  // Another object may have taken this one's place on the page: from then on it has nothing more to tell.
  const on = (target: EventTarget, names: string, handle: (event: Event) => void): void => {
    const here = (event: Event) => { if (element.isConnected) handle(event); else cease(); };
    for (const name of names.split(" ")) target.addEventListener(name, here, { signal: over.signal, passive: true });
  };
  on(window, "scroll", () => { clearTimeout(timer); timer = setTimeout(() => { anchor = current()?.id || undefined; void tell(); }, REST_MS); });
  on(window, "pagehide", leave);
  on(document, "visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
  on(element, "pause ended", () => void tell());
  on(element, "click", (event) => { if ((event.target as Element).closest("[data-finish], [data-follow]")) finish(); });
  on(document, "stoa:checkpoint-done stoa:attempt-submitted", () => { for (const wait of ATTEMPT_COUNTS_MS) setTimeout(() => void tell(), wait); });
  element.addEventListener("pause", () => void tell(), { capture: true, signal: over.signal });

  const every = setInterval(() => {
    if (!element.isConnected || over.signal.aborted) return cease();
    if (document.visibilityState === "visible" || fresh) void tell();
  }, EVERY_MS);

  const end = element.querySelector("[data-end]");
  if (end) {
    let staying: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(([entry]) => {
      clearTimeout(staying);
      if (entry?.isIntersecting) staying = setTimeout(() => { if (end.isConnected && document.visibilityState === "visible") finish(); }, AT_END_MS);
    });
    observer.observe(end);
    over.signal.addEventListener("abort", () => observer.disconnect());
  }
  anchor = location.hash.startsWith("#p-") ? location.hash.slice(1) : undefined;
  void tell();
});

// A step from object to object: what stands in the middle is new, so the focus and the voice go there. A change of level or language
// stays where it is.
let pressed: string | undefined;
document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const level = target.closest<HTMLElement>("a[data-level]")?.dataset["level"];
  pressed = target.closest("a[data-locale]") ? "[data-menu='course-language']" : level && `a[data-level="${level}"]`;
}, { capture: true });
document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = (event as CustomEvent<{ ctx: { target?: Element } }>).detail;
  if (!(ctx.target instanceof Element) || ctx.target.id !== "main") return;
  const place = pressed ? document.querySelector<HTMLElement>(pressed) : document.getElementById("main");
  pressed = undefined;
  place?.focus({ preventScroll: true });
  setTimeout(() => announce(document.title));
});
