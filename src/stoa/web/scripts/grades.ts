/* Grades as a file: scores come from the gradebook by id, names from identity, and only the browser puts the two together. */
import { csv } from "./csv.ts";
import { enhance } from "./enhance.ts";
import { send } from "./wire.ts";
import { toast } from "./toast.ts";

interface Line { registration: string; learner: string; active: boolean; total: number; scores: Record<string, number> }
interface Grading { sets: { id: string; title: string }[]; lines: Line[]; next: number | null }

const LINES_A_REQUEST = 1000;
const NAMES_A_REQUEST = 100;

const percent = (share: number | undefined): number | undefined => share === undefined ? undefined : Math.round(share * 1000) / 10;

async function read<T>(url: string): Promise<T> {
  const response = await send(url, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as T;
}

async function allLines(url: string): Promise<Grading> {
  let page = await read<Grading>(`${url}?size=${LINES_A_REQUEST}`);
  const lines = [...page.lines];
  while (page.next !== null) {
    page = await read<Grading>(`${url}?size=${LINES_A_REQUEST}&first=${page.next}`);
    lines.push(...page.lines);
  }
  return { ...page, lines };
}

async function namesOf(ids: string[]): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (let i = 0; i < ids.length; i += NAMES_A_REQUEST) {
    Object.assign(names, await read<Record<string, string>>(`/people/names?ids=${ids.slice(i, i + NAMES_A_REQUEST).join(",")}`));
  }
  return names;
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function take(link: HTMLElement): Promise<void> {
  const { gradesExport: url = "", file = "", heads = "[]", yes = "", no = "" } = link.dataset;
  const grading = await allLines(url);
  const names = await namesOf(grading.lines.map((line) => line.learner));
  const rows = grading.lines.map((line) => [
    names[line.learner] ?? "", line.learner, line.registration, line.active ? yes : no, percent(line.total),
    ...grading.sets.map(({ id }) => percent(line.scores[id])),
  ]);
  save(`${file || "grades"}.csv`, csv([[...(JSON.parse(heads) as string[]), ...grading.sets.map(({ title }) => title)], ...rows]));
}

enhance("[data-grades-export]", (link) => {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    if (link.getAttribute("aria-busy") === "true") return;
    link.setAttribute("aria-busy", "true");
    take(link)
      .catch(() => toast(link.dataset["failed"] ?? "", { kind: "stop", action: { label: link.textContent?.trim() ?? "", run: () => link.click() } }))
      .finally(() => link.removeAttribute("aria-busy"));
  });
});
