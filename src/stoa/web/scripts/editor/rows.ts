/* Groups of fields that are added, removed and put in order. Their names carry their place, so they are counted anew
   whenever it changes. */
import { enhance } from "../enhance.ts";

const PLACEHOLDER = "__row__";
const NAMING = ["name", "id", "for", "aria-describedby", "data-error-for"];

/** The names in a row, with its place in the group put in the place of the one it had. */
export function renumbered(value: string, group: string, place: number | string): string {
  const start = `${group}[`;
  return value.split(" ").map((part) => {
    const at = part.startsWith(start) ? 0 : -1;
    return at < 0 ? part : `${start}${place}${part.slice(part.indexOf("]", start.length))}`;
  }).join(" ");
}

function renumber(list: Element, group: string): void {
  [...list.children].forEach((row, place) => {
    for (const element of row.querySelectorAll("*")) {
      for (const naming of NAMING) {
        const value = element.getAttribute(naming);
        if (value) element.setAttribute(naming, renumbered(value, group, place));
      }
    }
  });
}

enhance("[data-rows]", (group) => {
  const name = group.dataset["rows"] ?? "";
  const list = group.querySelector("[data-rows-list]");
  const template = group.querySelector<HTMLTemplateElement>(":scope > template");
  if (!list || !template) return;
  const changed = () => { renumber(list, name); group.dispatchEvent(new Event("input", { bubbles: true })); };
  group.addEventListener("click", (event) => {
    const button = (event.target as Element).closest("button");
    const row = button?.closest("[data-row]");
    if (!button) return;
    if (button.dataset["rowAdd"] !== undefined) {
      const fresh = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
      for (const element of fresh.querySelectorAll(`[name*="${PLACEHOLDER}"], [id*="${PLACEHOLDER}"]`)) element.removeAttribute("aria-invalid");
      list.append(fresh);
      changed();
      fresh.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
    } else if (row && button.dataset["rowRemove"] !== undefined) {
      const beside = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector<HTMLElement>("[data-row-remove]");
      row.remove();
      changed();
      (beside ?? group.querySelector<HTMLElement>("[data-row-add]"))?.focus();
    } else if (row && button.dataset["rowUp"] !== undefined && row.previousElementSibling) {
      row.previousElementSibling.before(row);
      changed();
      button.focus();
    } else if (row && button.dataset["rowDown"] !== undefined && row.nextElementSibling) {
      row.nextElementSibling.after(row);
      changed();
      button.focus();
    }
  });
});
