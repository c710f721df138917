/* Items of the object, wherever they come from: `data-item="<id>"`, `data-answered` where nothing is asked any more, a form for the
   response, `data-hint` on the form or button that asks for a hint. */
import { Item } from "./item.ts";
import { listen, type Rest, type Watcher } from "./watcher.ts";

const ITEM = "[data-item]";
/** Of the item, or of the window where the item is larger. */
const IN_SIGHT = 0.5;

const idOf = (element: Element): string => element.getAttribute("data-item") ?? "";

function controlOf(field: EventTarget | null): string {
  const { name = "", type = "", value = "" } = field as HTMLInputElement;
  return type === "checkbox" ? `${name}=${value}` : name;
}

const enough = ({ isIntersecting, intersectionRect, boundingClientRect }: IntersectionObserverEntry): boolean =>
  isIntersecting && intersectionRect.height >= IN_SIGHT * Math.min(boundingClientRect.height, innerHeight);

export function watchItems(watcher: Watcher): Rest {
  const { root, sight, tell, ended } = watcher;
  const items = new Map<string, Item>();
  const itemOf = (target: EventTarget | null): Item | undefined => {
    const element = target instanceof Element ? target.closest(ITEM) : null;
    return element ? items.get(idOf(element)) : undefined;
  };

  const sightings = new IntersectionObserver((entries) => {
    for (const entry of entries) if (enough(entry)) itemOf(entry.target)?.shown();
  }, { threshold: [0.1, 0.25, IN_SIGHT] });

  /** An element that takes another's place, as after a response, is the same item. */
  const find = (): void => {
    const there = new Set<string>();
    for (const element of root.querySelectorAll(ITEM)) {
      const id = idOf(element);
      if (!id) continue;
      there.add(id);
      const item = items.get(id) ?? new Item(id, sight, tell);
      items.set(id, item);
      if (element.hasAttribute("data-answered")) item.response();
      sightings.observe(element);
    }
    for (const [id, item] of items) if (!there.has(id)) { item.left(); items.delete(id); }
  };

  let found: ReturnType<typeof setTimeout> | undefined;
  const changes = new MutationObserver(() => { found ??= setTimeout(() => { found = undefined; if (!ended.aborted) find(); }); });
  changes.observe(root, { childList: true, subtree: true });
  ended.addEventListener("abort", () => { sightings.disconnect(); changes.disconnect(); });
  listen(root, "input", watcher, ({ target }) => itemOf(target)?.input());
  listen(root, "change stoa:reordered", watcher, ({ target }) => itemOf(target)?.change(controlOf(target)));
  listen(root, "submit", watcher, ({ target }) => respond(target, itemOf(target)));
  listen(root, "click", watcher, ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest("button[data-hint]")) itemOf(target)?.hint();
    if (target.closest("[data-checkpoint-done]")) for (const element of passed(target)) items.get(idOf(element))?.left();
  });
  find();
  return (leaving) => { for (const item of items.values()) if (leaving) item.left(); else item.rest(); };
}

function respond(form: EventTarget | null, item: Item | undefined): void {
  if (form instanceof HTMLElement && form.hasAttribute("data-hint")) item?.hint();
  else item?.response();
}

/** A checkpoint that was left by going on with the film. */
const passed = (target: Element): Iterable<Element> => target.closest("[data-checkpoint]")?.querySelectorAll(ITEM) ?? [];
