/* Words of the editor in the reader's language: data attributes of #editor-words, which the server wrote. */

const source = (): HTMLElement | null => document.getElementById("editor-words");

export function say(name: string, values: Record<string, string | number> = {}): string {
  const text = source()?.dataset[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}
