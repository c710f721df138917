/* <div data-people-picker>: people found by name at identity, here in the browser; the server of the page gets their ids only. A list dropped
   into it (CSV or plain text) may hold ids and e-mail addresses; addresses are looked up one by one and become ids.

   Inside: input[data-picker-search], [data-picker-found] (a list), [data-picker-chosen] (a list), input[type=file][data-picker-file],
   [data-picker-words] for what happens. Chosen people become <input type=hidden name=people>. */
import { enhance } from "./enhance.ts";
import { icon } from "./toast.ts";
import { send } from "./wire.ts";
import { words } from "./words.ts";

interface Found { id: string; name: string; email: string }

const PAUSE_MS = 250;
const MOST_ADDRESSES = 300;
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const ADDRESS = /[^\s,;<>"']+@[^\s,;<>"']+\.[^\s,;<>"']+/g;

async function search(text: string): Promise<Found[]> {
  const response = await send(`/people/search?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
  return response?.ok ? ((await response.json()) as Found[]) : [];
}

enhance("[data-people-picker]", (picker) => {
  const part = <T extends HTMLElement>(name: string): T | null => picker.querySelector<T>(`[data-picker-${name}]`);
  const [field, found, chosen, file, said] = [part<HTMLInputElement>("search"), part("found"), part("chosen"), part<HTMLInputElement>("file"), part("words")];
  if (!field || !found || !chosen) return;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const has = (id: string): boolean => chosen.querySelector(`input[value="${id}"]`) !== null;

  function choose(id: string, name?: string): void {
    if (has(id)) return;
    const entry = document.createElement("li");
    entry.className = "chip";
    const label = document.createElement(name ? "span" : "stoa-person");
    if (name) label.textContent = name; else label.dataset["id"] = id;
    const away = Object.assign(document.createElement("button"), { type: "button", className: "button quiet square small" });
    away.setAttribute("aria-label", `${words("close")}: ${name ?? id}`);
    away.append(icon("x"));
    away.addEventListener("click", () => entry.remove());
    entry.append(Object.assign(document.createElement("input"), { type: "hidden", name: "people", value: id }), label, away);
    chosen?.append(entry);
  }

  function offer(people: Found[]): void {
    found?.replaceChildren(...people.filter(({ id }) => !has(id)).map(({ id, name, email }) => {
      const entry = document.createElement("li");
      const button = Object.assign(document.createElement("button"), { type: "button", className: "menu-item", textContent: `${name} · ${email}` });
      button.addEventListener("click", () => { choose(id, name); found.replaceChildren(); field!.value = ""; field!.focus(); });
      entry.append(button);
      return entry;
    }));
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    const text = field.value.trim();
    if (text.length < 2) { found.replaceChildren(); return; }
    timer = setTimeout(() => void search(text).then((people) => { if (field.value.trim() === text) offer(people); }), PAUSE_MS);
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
