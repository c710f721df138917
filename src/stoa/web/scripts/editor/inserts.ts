/* What is put into a rich text through a question: a link, a picture with its words, a table. */
import { toggleMark } from "prosemirror-commands";
import type { EditorView } from "prosemirror-view";
import { ask } from "./ask.ts";
import { sendMedium } from "./medium.ts";
import { schema } from "./schema.ts";
import { say } from "./words.ts";

const { nodes, marks } = schema;
const LINK = /^(https?:\/\/|mailto:|media:|object:|#)\S+$/i;
const MOST_ROWS = 50;
const MOST_COLUMNS = 12;

export async function askForLink(view: EditorView): Promise<void> {
  const type = marks["link"]!;
  const { from, to, $from, empty } = view.state.selection;
  if (!empty && view.state.doc.rangeHasMark(from, to, type)) {
    toggleMark(type)(view.state, (transaction) => view.dispatch(transaction));
    return view.focus();
  }
  const before = type.isInSet($from.marks())?.attrs["href"] as string | undefined;
  const given = await ask(say("link"), [{ name: "href", label: say("address"), value: before ?? "https://", fault: (value) => (LINK.test(value) ? "" : say("addressWrong")) }]);
  if (given) {
    const href = given["href"]!;
    const mark = type.create({ tag: "a", href });
    if (empty) view.dispatch(view.state.tr.replaceSelectionWith(schema.text(href, [mark]), false));
    else view.dispatch(view.state.tr.addMark(from, to, mark));
  }
  view.focus();
}

export async function insertPicture(view: EditorView): Promise<void> {
  const given = await ask(say("picture"), [
    { name: "file", label: say("pictureFile"), file: ".png,.jpg,.jpeg,.webp,.gif,.svg", fault: (value) => (value ? "" : say("pictureMissing")) },
    { name: "alt", label: say("alt"), value: "", fault: (value) => (value.trim() ? "" : say("altMissing")) },
  ], async (fields, files) => {
    const file = files["file"];
    if (file) fields["src"] = `media:${(await sendMedium(view.dom, file)).name}`;
  });
  if (given?.["src"]) {
    const picture = { src: given["src"], alt: given["alt"] ?? "" };
    const figure = nodes["figure"]!.create(null, [nodes["figure_image"]!.create(picture), nodes["figure_caption"]!.create()]);
    view.dispatch(view.state.tr.replaceSelectionWith(figure));
  }
  view.focus();
}

/** A table of texts, one line a row, cells by a tab or a bar: how tables come from spreadsheets. */
export async function insertTable(view: EditorView): Promise<void> {
  const given = await ask(say("table"), [{ name: "cells", label: say("tableCells"), value: "", rows: 6, fault: (value) => (value.trim() ? "" : say("tableMissing")) }]);
  if (given) view.dispatch(view.state.tr.replaceSelectionWith(nodes["island"]!.create({ html: tableOf(given["cells"] ?? "") })));
  view.focus();
}

export function tableOf(text: string): string {
  const rows = text.split("\n").map((line) => line.trim().replace(/^\||\|$/g, "")).filter(Boolean).slice(0, MOST_ROWS);
  const cells = rows.map((line) => line.split(line.includes("\t") ? "\t" : "|").slice(0, MOST_COLUMNS).map((cell) => cell.trim()));
  const table = document.createElement("table");
  cells.forEach((row, index) => {
    const part = index === 0 ? table.createTHead() : (table.tBodies[0] ?? table.createTBody());
    const line = part.insertRow();
    for (const cell of row) {
      const made = document.createElement(index === 0 ? "th" : "td");
      if (index === 0) made.scope = "col";
      made.textContent = cell;
      line.append(made);
    }
  });
  return table.outerHTML;
}
