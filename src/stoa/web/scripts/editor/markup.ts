/* HTML into the editor and out of it. In the text files are called media:NAME; on the page they need an address. */
import { DOMParser, DOMSerializer, type Node } from "prosemirror-model";
import { schema } from "./schema.ts";

const SCHEME = "media:";

export function read(html: string): Node {
  const holder = document.implementation.createHTMLDocument("").body;
  holder.innerHTML = html;
  return DOMParser.fromSchema(schema).parse(holder);
}

export function write(doc: Node): string {
  const holder = document.implementation.createHTMLDocument("").body;
  holder.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content, { document: holder.ownerDocument }));
  const html = holder.innerHTML;
  return html === "<p></p>" ? "" : html;
}

/** Whether a text comes out of the editor with all that is in it. */
export function survives(html: string): boolean {
  const marks = (text: string) => [...text.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag).filter((tag) => tag !== "p" && tag !== "tbody").sort().join();
  return marks(write(read(html))) === marks(html);
}

export const addressOf = (source: string, base: string): string => (source.startsWith(SCHEME) ? `${base}/${source.slice(SCHEME.length)}` : source);
