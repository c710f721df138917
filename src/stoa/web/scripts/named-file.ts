/* Files that name people: a service gives ids, identity gives names, and only the browser of who may see both puts the two together. */
import { send } from "./wire.ts";

const NAMES_A_REQUEST = 100;

export async function ask(url: string, accept: string): Promise<Response> {
  const response = await send(url, { headers: { Accept: accept } });
  if (!response.ok) throw new Error(String(response.status));
  return response;
}

/** By id, of those whose names the reader may see. */
export async function namesOf(ids: string[]): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (let i = 0; i < ids.length; i += NAMES_A_REQUEST) {
    const response = await ask(`/people/names?ids=${ids.slice(i, i + NAMES_A_REQUEST).join(",")}`, "application/json");
    Object.assign(names, (await response.json()) as Record<string, string>);
  }
  return names;
}

export function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
