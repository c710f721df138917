/* A rich text over a textarea, which keeps the HTML and is what the form sends. */
import { baseKeymap, toggleMark, chainCommands, exitCode } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { Node } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { EditorState, type Command } from "prosemirror-state";
import { EditorView, type NodeViewConstructor } from "prosemirror-view";
import { addressOf, read, survives, write } from "./markup.ts";
import { mediumAddress } from "./medium.ts";
import { schema } from "./schema.ts";
import { toolbar } from "./toolbar.ts";
import { say } from "./words.ts";

const { nodes, marks } = schema;
const SEVERAL_NODES = /<(p|h[2-6]|ul|ol|pre|table|figure|blockquote|aside|section|div|dl|details|hr)\b/;

const rules = inputRules({
  rules: [
    textblockTypeInputRule(/^(#{2,4})\s$/, nodes["heading"]!, (match) => ({ level: match[1]?.length ?? 2 })),
    textblockTypeInputRule(/^```$/, nodes["code_block"]!),
    wrappingInputRule(/^\s*([-*])\s$/, nodes["bullet_list"]!),
    wrappingInputRule(/^(\d+)\.\s$/, nodes["ordered_list"]!, (match) => ({ start: match[1] === "1" ? null : match[1] })),
    wrappingInputRule(/^\s*>\s$/, nodes["blockquote"]!),
  ],
});

const breakLine: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes["line_break"]!.create()).scrollIntoView());
  return true;
});

const keys = keymap({
  "Mod-z": undo,
  "Mod-y": redo,
  "Mod-Shift-z": redo,
  "Mod-b": toggleMark(marks["strong"]!),
  "Mod-i": toggleMark(marks["em"]!),
  "Mod-`": toggleMark(marks["code"]!),
  "Shift-Enter": breakLine,
  Enter: splitListItem(nodes["list_item"]!),
  "Mod-]": sinkListItem(nodes["list_item"]!),
  "Mod-[": liftListItem(nodes["list_item"]!),
});

/** A picture, shown from where the page finds it; the text keeps its name. */
function picture(base: string): NodeViewConstructor {
  return (node: Node) => {
    const dom = document.createElement("img");
    dom.src = addressOf(node.attrs["src"] as string, base);
    dom.alt = (node.attrs["alt"] as string | null) ?? "";
    return { dom };
  };
}

/** What the editor cannot change: shown as it is, kept as it is. */
const island = (base: string): NodeViewConstructor => (node: Node) => {
  const dom = document.createElement("div");
  dom.className = "rich-island";
  dom.contentEditable = "false";
  dom.title = say("island");
  dom.innerHTML = node.attrs["html"] as string;
  for (const found of dom.querySelectorAll("img")) found.src = addressOf(found.getAttribute("src") ?? "", base);
  for (const wide of dom.querySelectorAll("table")) wide.tabIndex = 0;
  return { dom, ignoreMutation: () => true };
};

/** A text of one paragraph is kept without its mark where only a phrase is asked for. */
function phrase(html: string, short: boolean): string {
  const alone = short ? /^<p>((?:(?!<p[ >]).)*)<\/p>$/s.exec(html) : null;
  return alone && !SEVERAL_NODES.test(alone[1] ?? "") ? (alone[1] ?? "") : html;
}

export function mount(area: HTMLTextAreaElement): void {
  if (!survives(area.value)) return;
  const short = area.dataset["rich"] === "short";
  const base = mediumAddress(area, "").replace(/\/$/, "");
  const holder = document.createElement("div");
  holder.className = `rich${short ? " rich-short" : ""}`;
  const label = area.labels?.[0];
  const view: EditorView = new EditorView(holder, {
    state: EditorState.create({ doc: read(area.value), plugins: [rules, keys, keymap(baseKeymap), history()] }),
    attributes: () => ({
      class: "prose rich-text",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label?.textContent?.trim() ?? "",
      "aria-describedby": area.getAttribute("aria-describedby") ?? "",
      dir: "auto",
    }),
    nodeViews: { image: picture(base), figure_image: picture(base), island: island(base) },
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      if (transaction.docChanged) {
        area.value = phrase(write(view.state.doc), short);
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
      bar.update();
    },
  });
  const bar = toolbar(view, area, short);
  holder.prepend(bar.dom);
  area.before(holder);
  area.hidden = true;
  label?.addEventListener("click", (event) => { event.preventDefault(); view.focus(); });
  area.addEventListener("focus", () => view.focus());
  bar.onSource((shown) => {
    if (!shown) view.updateState(EditorState.create({ doc: read(area.value), plugins: view.state.plugins }));
    area.hidden = !shown;
    view.dom.hidden = shown;
  });
}
