/* Grades as a file: scores come from the gradebook by id, names from identity, and only the browser puts the two together. */
import { csv } from "./csv.ts";
import { ask, namesOf, save } from "./named-file.ts";

interface Line { registration: string; learner: string; active: boolean; total: number | null; completed: boolean; passed: boolean | null; scores: Record<string, number> }
interface Grading { sets: { id: string; title: string }[]; lines: Line[]; next: number | null }

const LINES_A_REQUEST = 1000;

const percent = (share: number | null | undefined): number | undefined => share == null ? undefined : Math.round(share * 1000) / 10;

const read = async (url: string): Promise<Grading> => (await (await ask(url, "application/json")).json()) as Grading;

async function allLines(url: string): Promise<Grading> {
  let page = await read(`${url}?size=${LINES_A_REQUEST}`);
  const lines = [...page.lines];
  while (page.next !== null) {
    page = await read(`${url}?size=${LINES_A_REQUEST}&first=${page.next}`);
    lines.push(...page.lines);
  }
  return { ...page, lines };
}

export async function takeGrades(link: HTMLElement): Promise<void> {
  const { gradesExport: url = "", file = "", heads = "[]", yes = "", no = "" } = link.dataset;
  const grading = await allLines(url);
  const word = (said: boolean | null): string => said === null ? "" : said ? yes : no;
  const names = await namesOf(grading.lines.map((line) => line.learner));
  const rows = grading.lines.map((line) => [
    names[line.learner] ?? "", line.learner, line.registration, word(line.active), percent(line.total), word(line.completed), word(line.passed),
    ...grading.sets.map(({ id }) => percent(line.scores[id])),
  ]);
  save(`${file || "grades"}.csv`, csv([[...(JSON.parse(heads) as string[]), ...grading.sets.map(({ title }) => title)], ...rows]));
}
