/* The bar above a rich text: one tab stop, arrows within it (ARIA toolbar). What cannot be done here is dimmed. */
import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { icon } from "../toast.ts";
import { askForLink, insertPicture, insertTable } from "./inserts.ts";
import { schema } from "./schema.ts";
import { say } from "./words.ts";

const { nodes, marks } = schema;

interface Tool { name: string; icon: string; run: Command | ((view: EditorView) => void); on?: (state: EditorState) => boolean; short?: boolean; byView?: boolean }

const marked = (name: string) => (state: EditorState): boolean => {
  const { from, $from, to, empty } = state.selection;
  const type = marks[name]!;
  return empty ? !!type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type);
};

const within = (name: string, values: Record<string, unknown> = {}) => ({ selection }: EditorState): boolean => {
  for (let depth = selection.$from.depth; depth > 0; depth -= 1) {
    const node = selection.$from.node(depth);
    if (node.type.name === name && Object.entries(values).every(([key, value]) => node.attrs[key] === value)) return true;
  }
  return false;
};

/** Sets the kind of a text block, or takes it back to a paragraph. */
const kind = (name: string, values: Record<string, unknown> = {}): Command => (state, dispatch) =>
  within(name, values)(state) ? setBlockType(nodes["paragraph"]!)(state, dispatch) : setBlockType(nodes[name]!, values)(state, dispatch);

/** Puts the selection into a surrounding, or takes it out. */
const around = (name: string, values: Record<string, unknown> = {}): Command => (state, dispatch) =>
  within(name, values)(state) ? lift(state, dispatch) : wrapIn(nodes[name]!, values)(state, dispatch);

const TOOLS: Tool[] = [
  { name: "heading", icon: "heading-2", run: kind("heading", { level: 2 }), on: within("heading", { level: 2 }) },
  { name: "subheading", icon: "heading-3", run: kind("heading", { level: 3 }), on: within("heading", { level: 3 }) },
  { name: "strong", icon: "bold", run: toggleMark(marks["strong"]!), on: marked("strong"), short: true },
  { name: "em", icon: "italic", run: toggleMark(marks["em"]!), on: marked("em"), short: true },
  { name: "code", icon: "code", run: toggleMark(marks["code"]!), on: marked("code"), short: true },
  { name: "sub", icon: "subscript", run: toggleMark(marks["sub"]!), on: marked("sub"), short: true },
  { name: "sup", icon: "superscript", run: toggleMark(marks["sup"]!), on: marked("sup"), short: true },
  { name: "link", icon: "link", run: askForLink, on: marked("link"), short: true, byView: true },
  { name: "bullets", icon: "list", run: wrapInList(nodes["bullet_list"]!), on: within("bullet_list") },
  { name: "numbers", icon: "list-ordered", run: wrapInList(nodes["ordered_list"]!), on: within("ordered_list") },
  { name: "quote", icon: "text-quote", run: around("blockquote"), on: within("blockquote") },
  { name: "note", icon: "info", run: around("aside", { class: "note" }), on: within("aside", { class: "note" }) },
  { name: "tip", icon: "lightbulb", run: around("aside", { class: "tip" }), on: within("aside", { class: "tip" }) },
  { name: "codeBlock", icon: "square-code", run: kind("code_block"), on: within("code_block") },
  { name: "formula", icon: "sigma", run: kind("formula", { class: "formula" }), on: within("formula") },
  { name: "picture", icon: "image", run: insertPicture, byView: true, short: true },
  { name: "table", icon: "table", run: insertTable, byView: true },
  { name: "undo", icon: "undo-2", run: undo },
  { name: "redo", icon: "redo-2", run: redo },
];

export interface Bar { dom: HTMLElement; update: () => void; onSource: (change: (shown: boolean) => void) => void }

export function toolbar(view: EditorView, area: HTMLTextAreaElement, short: boolean): Bar {
  const dom = Object.assign(document.createElement("div"), { className: "rich-bar" });
  dom.setAttribute("role", "toolbar");
  dom.setAttribute("aria-label", say("toolbar"));
  const tools = TOOLS.filter((tool) => !short || tool.short);
  const pairs = tools.map((tool) => ({ tool, button: pressable(tool.name, tool.icon) }));
  const source = pressable("source", "file-code");
  dom.append(...pairs.map(({ button }) => button), ...(short ? [] : [source]));
  roving(dom);
  for (const { tool, button } of pairs) {
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (tool.byView) (tool.run as (view: EditorView) => void)(view);
      else (tool.run as Command)(view.state, (transaction) => view.dispatch(transaction), view);
      if (!tool.byView) view.focus();
    });
  }
  const update = () => {
    for (const { tool, button } of pairs) {
      if (tool.on) button.setAttribute("aria-pressed", String(tool.on(view.state)));
      button.setAttribute("aria-disabled", String(!tool.byView && !(tool.run as Command)(view.state)));
    }
  };
  let change: (shown: boolean) => void = () => undefined;
  source.addEventListener("click", () => {
    const shown = Boolean(area.hidden);
    source.setAttribute("aria-pressed", String(shown));
    change(shown);
    if (shown) area.focus(); else view.focus();
  });
  update();
  return { dom, update, onSource: (run) => { change = run; } };
}

function pressable(name: string, picture: string): HTMLButtonElement {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet square small", title: say(name) });
  button.setAttribute("aria-label", say(name));
  button.append(icon(picture));
  return button;
}

/** One tab stop; left and right walk, as the writing runs. */
function roving(bar: HTMLElement): void {
  const buttons = [...bar.querySelectorAll("button")];
  buttons.forEach((button, index) => { button.tabIndex = index === 0 ? 0 : -1; });
  bar.addEventListener("keydown", (event) => {
    const ahead = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const step = event.key === ahead ? 1 : ["ArrowLeft", "ArrowRight"].includes(event.key) ? -1 : 0;
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : step ? (at + step + buttons.length) % buttons.length : -1;
    if (to < 0) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = -1;
    buttons[to]!.tabIndex = 0;
    buttons[to]!.focus();
  });
}
