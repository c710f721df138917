/* What is not translated yet stands in rows of its own language, each running in its own direction. A unit is part of such a row
   while it says nothing, and stands between two of them as soon as it does. */

const follows = (node: Node | null, lang: string): boolean =>
  node instanceof HTMLSpanElement ? node.lang === lang : node instanceof Text && !node.data.trim();

/** The unit says something: what stands before and behind it are rows by themselves. lang: of the source. */
export function leaveRow(here: HTMLElement, lang: string): void {
  const row = here.parentElement;
  if (!(row instanceof HTMLSpanElement) || row.lang !== lang) return;
  const behind = row.cloneNode(false) as HTMLSpanElement;
  while (here.nextSibling) behind.append(here.nextSibling);
  row.after(here, behind);
  for (const part of [row, behind]) if (!part.hasChildNodes()) part.remove();
}

/** The unit says nothing: it goes on in a row with those beside it. */
export function joinRow(here: HTMLElement, lang: string, dir: string): void {
  if (here.parentElement instanceof HTMLSpanElement && here.parentElement.lang === lang) return;
  const row = Object.assign(document.createElement("span"), { lang, dir });
  here.before(row);
  while (follows(row.previousSibling, lang)) row.prepend(row.previousSibling!);
  row.append(here);
  while (follows(row.nextSibling, lang)) row.append(row.nextSibling!);
}
