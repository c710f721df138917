/* Words to be read. Languages that put no space between them are counted where the browser knows how. */

const LONGEST = 200_000;

export function wordsOf(root: HTMLElement): number {
  const text = (root.textContent ?? "").slice(0, LONGEST);
  if (!("Segmenter" in Intl)) return text.split(/\s+/).filter(Boolean).length;
  let count = 0;
  for (const { isWordLike } of new Intl.Segmenter(root.closest("[lang]")?.getAttribute("lang") ?? undefined, { granularity: "word" }).segment(text)) {
    if (isWordLike) count += 1;
  }
  return count;
}
