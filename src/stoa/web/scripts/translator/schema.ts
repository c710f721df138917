/* The target as a document: one line of words and codes. A code is one thing, to be moved or deleted whole. */
import { Fragment, Schema, Slice, type Node } from "prosemirror-model";
import { indexOf, isMark, mark, type Code } from "./codes.ts";

export type Target = Schema<"doc" | "line" | "text" | "code">;

export function schemaFor(codes: readonly Code[]): Target {
  return new Schema({
    nodes: {
      doc: { content: "line" },
      line: { content: "(text | code)*", whitespace: "pre", parseDOM: [{ tag: "div" }, { tag: "p" }], toDOM: () => ["div", { class: "target-line" }, 0] },
      text: {},
      code: {
        inline: true, atom: true, selectable: true, draggable: true, attrs: { index: { validate: "number" } },
        leafText: (node) => mark(node.attrs["index"] as number),
        parseDOM: [{ tag: "span[data-code]", getAttrs: (dom) => { const index = Number(dom.dataset["code"]) - 1; return codes[index] ? { index } : false; } }],
        toDOM: (node) => chip(codes, node.attrs["index"] as number),
      },
    },
  });
}

function chip(codes: readonly Code[], index: number): HTMLElement {
  const code = codes[index];
  const dom = Object.assign(document.createElement("span"), { className: `code code-${code?.kind ?? "alone"}`, title: code?.markup ?? "" });
  dom.dataset["code"] = String(index + 1);
  const inside = Object.assign(document.createElement("bdi"), { dir: "ltr" });
  inside.append(Object.assign(document.createElement("b"), { textContent: String(index + 1) }), code?.label ?? "");
  dom.append(inside);
  return dom;
}

/** Words and codes of a coded text; a mark that stands for no code is left out. */
export function inside(schema: Target, text: string, codes: readonly Code[]): Node[] {
  const found: Node[] = [];
  for (const stretch of text.match(/[\ue000-\uf8ff]|[^\ue000-\uf8ff]+/g) ?? []) {
    if (!isMark(stretch)) found.push(schema.text(stretch));
    else if (codes[indexOf(stretch)]) found.push(schema.node("code", { index: indexOf(stretch) }));
  }
  return found;
}

export const read = (schema: Target, text: string, codes: readonly Code[]): Node =>
  schema.node("doc", null, [schema.node("line", null, inside(schema, text, codes))]);

export const write = (doc: Node): string => doc.textBetween(0, doc.content.size, "\n");

/** What is pasted as plain text: one line, with the codes that are in it. */
export const pasted = (schema: Target, text: string, codes: readonly Code[], lines: boolean): Slice =>
  new Slice(Fragment.from(inside(schema, lines ? text : text.replace(/\s*\n\s*/g, " "), codes)), 0, 0);
