/* Words in the reader's language: data attributes of #words, which the server wrote. */

const source = document.getElementById("words");

/** The words of that name with {placeholders} filled. */
export function words(name: string, values: Record<string, string | number> = {}): string {
  const text = source?.dataset[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

export const locale = document.documentElement.lang || "en";

/** Say something to a screen reader without showing it. */
export function announce(text: string): void {
  const region = document.querySelector("[data-announce]");
  if (region) region.textContent = text;
}
