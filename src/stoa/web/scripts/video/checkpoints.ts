/* Checkpoints: at its second the film pauses and the item set appears over the frame. The focus stays in it until
   stoa:checkpoint-done comes from inside, or a press on [data-checkpoint-done]; then the film goes on. Skipping past an open one goes back to it. */
import { announce, words } from "../words.ts";

export interface Checkpoint { id: string; at_s: number; label: string; done?: boolean }

/** The first checkpoint that lies between the two moments and is not done. */
export function due(all: readonly Checkpoint[], done: ReadonlySet<string>, from: number, to: number): Checkpoint | undefined {
  return all.filter(({ id, at_s }) => !done.has(id) && at_s > from && at_s <= to).sort((a, b) => a.at_s - b.at_s)[0];
}

/** Further past a checkpoint than playing gets between two looks at the clock. */
const SKIPPED_S = 0.5;
const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex]:not([tabindex='-1'])";

function keepFocusInside(event: KeyboardEvent, over: HTMLElement): void {
  if (event.key !== "Tab") return;
  const all = [...over.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((each) => each.checkVisibility());
  const [first, last] = [all[0], all.at(-1)];
  const leaving = event.shiftKey ? first : last;
  if (document.activeElement !== leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

export function checkpoints(element: HTMLElement, video: HTMLVideoElement): () => void {
  const all = JSON.parse(element.dataset["checkpoints"] || "[]") as Checkpoint[];
  const over = element.querySelector<HTMLElement>("[data-video-over]");
  const store = element.querySelector<HTMLElement>("[data-video-checkpoints]");
  const contentOf = (id: string) => element.querySelector<HTMLElement>(`[data-checkpoint="${CSS.escape(id)}"]`);
  if (!over || !store || all.length === 0) return () => undefined;
  const done = new Set(all.filter((each) => each.done).map(({ id }) => id));
  let open: Checkpoint | undefined;
  let before = Math.max(0, Number(element.dataset["resume"] ?? 0));

  const show = (checkpoint: Checkpoint) => {
    const content = contentOf(checkpoint.id);
    if (!content) return void done.add(checkpoint.id);
    open = checkpoint;
    video.pause();
    if (document.fullscreenElement === video) void document.exitFullscreen();
    if (video.currentTime - checkpoint.at_s > SKIPPED_S) video.currentTime = checkpoint.at_s;
    video.inert = true;
    over.replaceChildren(content);
    over.hidden = false;
    content.tabIndex = -1;
    content.focus({ preventScroll: true });
    announce(`${words("checkpoint")} ${checkpoint.label}`);
    content.dispatchEvent(new CustomEvent("stoa:checkpoint", { bubbles: true, detail: { id: checkpoint.id } }));
  };
  const close = () => {
    if (!open) return;
    done.add(open.id);
    store.append(...over.children);
    over.hidden = true;
    video.inert = false;
    before = open.at_s;
    open = undefined;
    video.focus({ preventScroll: true });
    void video.play().catch(() => undefined);
  };
  const watch = () => {
    const now = video.currentTime;
    if (open) { if (!video.paused) video.pause(); return; }
    const next = now > before ? due(all, done, before, now) : undefined;
    before = now;
    if (next) show(next);
  };

  const trap = (event: KeyboardEvent) => keepFocusInside(event, over);
  video.addEventListener("timeupdate", watch);
  video.addEventListener("play", watch);
  over.addEventListener("keydown", trap);
  over.addEventListener("stoa:checkpoint-done", close);
  over.addEventListener("click", (event) => { if ((event.target as Element).closest("[data-checkpoint-done]")) close(); });
  return () => { video.removeEventListener("timeupdate", watch); video.removeEventListener("play", watch); };
}
