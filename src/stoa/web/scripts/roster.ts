/* The people of a run as a file: the file by id that the link leads to, with a column of names before it. */
import { csv, table } from "./csv.ts";
import { enhance } from "./enhance.ts";
import { ask, namesOf, save, takeBy } from "./named-file.ts";

async function take(link: HTMLAnchorElement): Promise<void> {
  const response = await ask(link.href, "text/csv");
  const [heads = [], ...rows] = table(await response.text());
  const names = await namesOf(rows.map(([id = ""]) => id));
  const file = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  save(file ?? "people.csv", csv([[link.dataset["name"] ?? "", ...heads], ...rows.map((row) => [names[row[0] ?? ""] ?? "", ...row])]));
}

enhance("a[data-roster-export]", (link) => takeBy(link, () => take(link as HTMLAnchorElement)));
