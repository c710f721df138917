/* The people of a run as a file: the file by id that the link leads to, with a column of names before it. */
import { csv, table } from "./csv.ts";
import { ask, namesOf, save } from "./named-file.ts";

export async function takeRoster(link: HTMLAnchorElement): Promise<void> {
  const response = await ask(link.href, "text/csv");
  const [heads = [], ...rows] = table(await response.text());
  const names = await namesOf(rows.map(([id = ""]) => id));
  const file = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  save(file ?? "people.csv", csv([[link.dataset["name"] ?? "", ...heads], ...rows.map((row) => [names[row[0] ?? ""] ?? "", ...row])]));
}
