/* <div data-people-picker>: people and groups found by name at identity, here in the browser; the server of the page gets their ids only. A
   list dropped into it (CSV or plain text) may hold ids and e-mail addresses; addresses are looked up one by one and become ids.

   Inside: input[data-picker-search], [data-picker-found] (a list), [data-picker-chosen] (a list), input[type=file][data-picker-file],
   [data-picker-words] for what happens; data-group says a group, as "Group {name}, {count} people". Chosen ones become
   <input type=hidden name=people>, or name=groups. */
import { enhance } from "./enhance.ts";
import { icon } from "./toast.ts";
import { send } from "./wire.ts";
import { words } from "./words.ts";

interface Found { id: string; name: string; email: string }
interface Group { id: string; name: string; members: number }

const PAUSE_MS = 250;
const MOST_ADDRESSES = 300;
const MOST_GROUPS = 10;
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const ADDRESS = /[^\s,;<>"']+@[^\s,;<>"']+\.[^\s,;<>"']+/g;

async function search(text: string): Promise<Found[]> {
  const response = await send(`/people/search?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
  return response?.ok ? ((await response.json()) as Found[]) : [];
}

let groups: Promise<Group[]> | undefined;

/** All that the reader may see, asked for once a page; none for who sees none. */
async function allGroups(): Promise<Group[]> {
  const response = await send("/api/groups", { headers: { Accept: "application/json" } }).catch(() => undefined);
  return response?.ok ? ((await response.json()) as Group[]) : [];
}

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

async function searchGroups(text: string): Promise<Group[]> {
  const known = await (groups ??= allGroups());
  return known.filter(({ name }) => plain(name).includes(plain(text))).slice(0, MOST_GROUPS);
}

enhance("[data-people-picker]", (picker) => {
  const part = <T extends HTMLElement>(name: string): T | null => picker.querySelector<T>(`[data-picker-${name}]`);
  const [field, found, chosen, file, said] = [part<HTMLInputElement>("search"), part("found"), part("chosen"), part<HTMLInputElement>("file"), part("words")];
  if (!field || !found || !chosen) return;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const has = (id: string): boolean => chosen.querySelector(`input[value="${id}"]`) !== null;

  const groupWords = ({ name, members }: Group): string =>
    (picker.dataset["group"] ?? "{name}").replace("{name}", name).replace("{count}", String(members));

  function choose(id: string, name?: string, field = "people"): void {
    if (has(id)) return;
    const entry = document.createElement("li");
    entry.className = "chip";
    const label = document.createElement(name ? "span" : "stoa-person");
    if (name) label.textContent = name; else label.dataset["id"] = id;
    const away = Object.assign(document.createElement("button"), { type: "button", className: "button quiet square small" });
    away.setAttribute("aria-label", `${words("close")}: ${name ?? id}`);
    away.append(icon("x"));
    away.addEventListener("click", () => entry.remove());
    entry.append(Object.assign(document.createElement("input"), { type: "hidden", name: field, value: id }), label, away);
    chosen?.append(entry);
  }

  function entryOf(textContent: string, id: string, name: string, kind: string): HTMLElement {
    const entry = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "menu-item", textContent });
    button.addEventListener("click", () => { choose(id, name, kind); found!.replaceChildren(); field!.value = ""; field!.focus(); });
    entry.append(button);
    return entry;
  }

  function offer(people: Found[], fitting: Group[]): void {
    found?.replaceChildren(
      ...fitting.filter(({ id }) => !has(id)).map((group) => entryOf(groupWords(group), group.id, groupWords(group), "groups")),
      ...people.filter(({ id }) => !has(id)).map(({ id, name, email }) => entryOf(`${name} · ${email}`, id, name, "people")),
    );
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    const text = field.value.trim();
    if (text.length < 2) { found.replaceChildren(); return; }
    timer = setTimeout(() => void Promise.all([search(text), searchGroups(text)]).then((all) => { if (field.value.trim() === text) offer(...all); }), PAUSE_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); found.querySelector("button")?.focus(); }
    if (event.key === "Enter") { event.preventDefault(); found.querySelector("button")?.click(); }
  });

  file?.addEventListener("change", () => void (async () => {
    const text = (await file.files?.[0]?.text()) ?? "";
    for (const id of new Set(text.match(ID) ?? [])) choose(id.toLowerCase());
    const addresses = [...new Set((text.match(ADDRESS) ?? []).map((each) => each.toLowerCase()))].slice(0, MOST_ADDRESSES);
    const missing: string[] = [];
    for (const address of addresses) {
      const person = (await search(address)).find(({ email }) => email.toLowerCase() === address);
      if (person) choose(person.id, person.name); else missing.push(address);
    }
    if (said) said.textContent = missing.length > 0 ? `${picker.dataset["unknown"] ?? ""} ${missing.join(", ")}` : "";
    file.value = "";
  })());
});
