/* <div data-people-picker>: people and groups found by name at identity, here in the browser; the server of the page gets their ids only. A
   list dropped into it (CSV or plain text) may hold ids and e-mail addresses; addresses are looked up, many at once, and become ids.

   Inside, as components/picker.html writes it: input[data-picker-search], [data-picker-found] (a list), [data-picker-chosen] (a list, whose
   entries may be there before), input[type=file][data-picker-file], [data-picker-words] for what became of a list, [data-picker-refused] for a search that failed. Its words are attributes;
   without data-group no groups are looked for. data-roles: people are found who have one of them; data-followed: only who the reader follows.
   Chosen people become <input type=hidden> named data-field, groups name=groups; with data-to, an address with {id}, whoever is found is a
   link there and nobody is chosen. */
import { enhance } from "./enhance.ts";
import { readList } from "./picked-list.ts";
import { readProblem } from "./problem.ts";
import { icon } from "./toast.ts";
import { unique } from "./unique.ts";
import { send } from "./wire.ts";
import { announce, words } from "./words.ts";

interface Found { id: string; name: string; email: string }
interface Group { id: string; name: string; members: number }

const PAUSE_MS = 250;
const MOST_IN_A_LIST = 2000;
const ADDRESSES_A_REQUEST = 500;
const LINES_NAMED = 10;
const MOST_GROUPS = 10;
const OFFERED = "button, a";
const JSON_TYPE = "application/json";

/** What the server answers; else an Error that says in the reader's language what is wrong. */
async function ask<T>(url: string, init: RequestInit = {}): Promise<T> {
  const response = await send(url, { ...init, headers: { Accept: JSON_TYPE, "Content-Type": JSON_TYPE } }).catch(() => undefined);
  if (!response) throw new Error(words("unreachable"));
  if (response.ok) return (await response.json()) as T;
  const problem = await readProblem(response);
  throw new Error(problem.detail ?? problem.title);
}

const lookUp = (addresses: string[]): Promise<(Found | null)[]> =>
  ask("/people/look-up", { method: "POST", body: JSON.stringify({ addresses }) });

let groups: Promise<Group[]> | undefined;

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** All that the reader may see, asked for once a page; none for who sees none. */
async function searchGroups(text: string): Promise<Group[]> {
  const known = await (groups ??= ask<Group[]>("/api/groups").catch(() => []));
  return known.filter(({ name }) => plain(name).includes(plain(text))).slice(0, MOST_GROUPS);
}

enhance("[data-people-picker]", (picker) => {
  const part = <T extends HTMLElement>(name: string): T | null => picker.querySelector<T>(`[data-picker-${name}]`);
  const [field, found, chosen, file] = [part<HTMLInputElement>("search"), part("found"), part("chosen"), part<HTMLInputElement>("file")];
  const [said, refused] = [part("words"), part("refused")];
  if (!field || !found || !chosen) return;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (name: string, values: Record<string, string | number> = {}): string =>
    (picker.dataset[name] ?? "").replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));

  const has = (id: string): boolean => chosen.querySelector(`input[value="${id}"]`) !== null;

  function withAway(entry: HTMLElement, label: HTMLElement): void {
    const away = Object.assign(document.createElement("button"), { type: "button", id: unique(), className: "button quiet square small" });
    label.id ||= unique();
    away.setAttribute("aria-label", picker.dataset["remove"] ?? words("close"));
    away.setAttribute("aria-labelledby", `${away.id} ${label.id}`);
    away.append(icon("x"));
    away.addEventListener("click", () => { entry.remove(); field!.focus(); });
    entry.append(away);
  }

  /** Whether it is new among the chosen. */
  function choose(id: string, name?: string, kind = picker.dataset["field"] ?? "people"): boolean {
    if (has(id)) return false;
    const entry = document.createElement("li");
    entry.className = "chip";
    const label = document.createElement(name ? "span" : "stoa-person");
    if (name) label.textContent = name; else label.dataset["id"] = id;
    entry.append(Object.assign(document.createElement("input"), { type: "hidden", name: kind, value: id }), label);
    withAway(entry, label);
    chosen?.append(entry);
    return true;
  }

  for (const entry of chosen.querySelectorAll<HTMLElement>("li")) {
    const label = entry.querySelector<HTMLElement>("stoa-person");
    if (label) withAway(entry, label);
  }

  function entryOf(textContent: string, id: string, name: string, kind?: string): HTMLElement {
    const entry = document.createElement("li");
    if (picker.dataset["to"]) {
      entry.append(Object.assign(document.createElement("a"), { className: "menu-item", href: picker.dataset["to"].replace("{id}", id), textContent }));
      return entry;
    }
    const button = Object.assign(document.createElement("button"), { type: "button", className: "menu-item", textContent });
    button.addEventListener("click", () => { choose(id, name, kind); announce(name); found!.replaceChildren(); field!.value = ""; field!.focus(); });
    entry.append(button);
    return entry;
  }

  function offer(people: Found[], fitting: Group[]): void {
    const groupWords = ({ name, members }: Group): string => say("group", { name, count: members });
    found?.replaceChildren(
      ...fitting.filter(({ id }) => !has(id)).map((group) => entryOf(groupWords(group), group.id, groupWords(group), "groups")),
      ...people.filter(({ id }) => !has(id)).map(({ id, name, email }) => entryOf(`${name} · ${email}`, id, name)),
    );
    announce(say("found", { count: found?.childElementCount ?? 0 }));
  }

  async function search(text: string): Promise<void> {
    const roles = picker.dataset["roles"] ? `&role=${encodeURIComponent(picker.dataset["roles"])}` : "";
    const followed = "followed" in picker.dataset ? "&followed=true" : "";
    try {
      const [people, fitting] = await Promise.all([
        ask<Found[]>(`/people/search?q=${encodeURIComponent(text)}${roles}${followed}`), "group" in picker.dataset ? searchGroups(text) : [],
      ]);
      if (field?.value.trim() === text) offer(people, fitting);
    } catch (error) {
      if (field?.value.trim() === text) refused?.replaceChildren(failure(error));
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    // What was found or refused for another text is over: Enter would choose somebody of it.
    found.replaceChildren();
    refused?.replaceChildren();
    const text = field.value.trim();
    if (text.length >= 2) timer = setTimeout(() => void search(text), PAUSE_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); found.querySelector<HTMLElement>(OFFERED)?.focus(); }
    if (event.key === "Enter") { event.preventDefault(); found.querySelector<HTMLElement>(OFFERED)?.click(); }
  });
  found.addEventListener("keydown", (event) => {
    const at = document.activeElement?.closest("li");
    if (event.key === "Escape") { found.replaceChildren(); field.focus(); }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const next = event.key === "ArrowDown" ? at?.nextElementSibling : at?.previousElementSibling ?? field.parentElement;
    next?.querySelector<HTMLElement>(`${OFFERED}, input`)?.focus();
  });

  function tell(...lines: HTMLElement[]): void { said?.replaceChildren(...lines); }

  const line = (textContent: string): HTMLElement => Object.assign(document.createElement("p"), { className: "hint", textContent });

  /** An address reads from left to right wherever it stands. */
  function withAddresses(text: string, addresses: string[]): HTMLElement {
    const entry = line(`${text} `);
    entry.append(Object.assign(document.createElement("bdi"), { textContent: addresses.join(", ") }));
    return entry;
  }

  function failure(error: unknown): HTMLElement {
    const entry = Object.assign(document.createElement("p"), { className: "error" });
    entry.append(icon("circle-alert"), Object.assign(document.createElement("span"), { textContent: error instanceof Error ? error.message : String(error) }));
    return entry;
  }

  /** Every line of the list is accounted for: chosen, chosen before, of nobody, not read, too many, or not looked up. */
  async function take(text: string): Promise<void> {
    const { ids, addresses, again, bare, over } = readList(text, MOST_IN_A_LIST);
    const [missing, failed]: [string[], HTMLElement[]] = [[], []];
    let [added, twice, asked] = [0, again, 0];
    const add = (id: string, name?: string): void => { if (choose(id, name)) added += 1; else twice += 1; };
    for (const id of ids) add(id);
    while (asked < addresses.length && failed.length === 0) {
      tell(line(say("looking", { done: asked, count: addresses.length })));
      const some = addresses.slice(asked, asked + ADDRESSES_A_REQUEST);
      try {
        const people = await lookUp(some);
        for (const [place, address] of some.entries()) {
          const person = people[place];
          if (person) add(person.id, person.name); else missing.push(address);
        }
        asked += some.length;
      } catch (error) {
        failed.push(failure(error), line(say("unasked", { count: addresses.length - asked })));
      }
    }
    const report: [boolean, () => HTMLElement][] = [
      [true, () => line(say("added", { count: added }))],
      [twice > 0, () => line(say("again", { count: twice }))],
      [missing.length > 0, () => withAddresses(say("unknown"), missing)],
      [bare.length > 0, () => line(say("bare", { lines: bare.slice(0, LINES_NAMED).join(", ") + (bare.length > LINES_NAMED ? " …" : "") }))],
      [over > 0, () => line(say("over", { most: MOST_IN_A_LIST, count: over }))],
    ];
    tell(...failed, ...report.filter(([told]) => told).map(([, write]) => write()));
  }

  file?.addEventListener("change", () => void (async () => {
    const text = await file.files?.[0]?.text();
    if (text === undefined || !file.validity.valid) return;
    file.disabled = true;
    picker.setAttribute("aria-busy", "true");
    await take(text);
    picker.removeAttribute("aria-busy");
    file.disabled = false;
    file.value = "";
  })());
});
