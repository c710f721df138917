/* Sort a table that is here whole. data-value on a cell is what to sort by where the text is not. */
import { enhance } from "./enhance.ts";
import { announce, locale, words } from "./words.ts";

const collator = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });

const valueOf = (row: HTMLTableRowElement, column: number): string => {
  const cell = row.cells[column];
  return cell?.dataset["value"] ?? cell?.textContent?.trim() ?? "";
};

export function comparison(kind: string): (a: string, b: string) => number {
  if (kind !== "number") return (a, b) => collator.compare(a, b);
  const number = (text: string) => (text === "" || Number.isNaN(Number(text)) ? -Infinity : Number(text));
  return (a, b) => { const [x, y] = [number(a), number(b)]; return x === y ? 0 : x - y; };
}

enhance("table[data-sortable]", (element) => {
  const table = element as HTMLTableElement;
  for (const button of table.querySelectorAll<HTMLElement>("[data-sort]")) {
    const head = button.closest("th");
    if (!head) continue;
    button.addEventListener("click", () => {
      const rising = head.getAttribute("aria-sort") !== "ascending";
      for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", rising ? "ascending" : "descending");
      const compare = comparison(button.dataset["sort"] ?? "text");
      const body = table.tBodies[0];
      if (!body) return;
      const rows = [...body.rows].sort((a, b) => compare(valueOf(a, head.cellIndex), valueOf(b, head.cellIndex)) * (rising ? 1 : -1));
      body.append(...rows);
      announce(words(rising ? "sortedUp" : "sortedDown", { name: button.textContent?.trim() ?? "" }));
    });
  }
});
