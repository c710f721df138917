/* The target: a text with chips over the textarea that the form sends. Everything in it can be undone. */
import { baseKeymap } from "prosemirror-commands";
import { closeHistory, history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { EditorState, TextSelection, type Command, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { closing, type Code } from "./codes.ts";
import { inside, pasted, read, schemaFor, write, type Target as Schema } from "./schema.ts";

export class Target {
  private readonly schema: Schema;
  private readonly view: EditorView;

  constructor(area: HTMLTextAreaElement, private readonly codes: readonly Code[], lines: boolean, private readonly written: () => void) {
    this.schema = schemaFor(codes);
    const enter: Command = (state, dispatch) => { if (lines) dispatch?.(state.tr.insertText("\n").scrollIntoView()); return true; };
    const keys = keymap({ "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo, Enter: enter, "Shift-Enter": enter });
    const label = area.labels[0];
    if (label) label.id ||= `${area.id}-label`;
    const holder = Object.assign(document.createElement("div"), { className: "target" });
    area.after(holder);
    area.hidden = true;
    this.view = new EditorView(holder, {
      state: EditorState.create({ doc: read(this.schema, area.value, codes), plugins: [keys, keymap(baseKeymap), history()] }),
      attributes: {
        role: "textbox", "aria-multiline": "true", "aria-labelledby": label?.id ?? "", "aria-describedby": area.getAttribute("aria-describedby") ?? "",
        lang: area.lang, dir: area.dir, class: "target-text desk-words", spellcheck: "true",
        ...(area.ariaInvalid ? { "aria-invalid": area.ariaInvalid } : {}),
      },
      clipboardTextParser: (text) => pasted(this.schema, text, codes, lines),
      clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, "\n"),
      dispatchTransaction: (transaction) => {
        this.view.updateState(this.view.state.apply(transaction));
        if (!transaction.docChanged) return;
        area.value = this.text;
        this.written();
      },
    });
    label?.addEventListener("click", () => this.focus());
  }

  get text(): string { return write(this.view.state.doc); }

  /** Indices of the codes that stand in it. */
  get used(): Set<number> {
    const found = new Set<number>();
    this.view.state.doc.descendants((node) => { if (node.type.name === "code") found.add(node.attrs["index"] as number); });
    return found;
  }

  focus(): void { this.view.focus(); }

  /** All of it anew, the cursor at its end. */
  replace(text: string): void {
    const { doc, tr } = this.view.state;
    const changed = tr.replaceWith(1, doc.content.size - 1, inside(this.schema, text, this.codes));
    this.step(changed.setSelection(TextSelection.atEnd(changed.doc)));
  }

  /** Puts words where the cursor is, in place of what is selected. */
  insert(words: string): void { this.step(this.view.state.tr.insertText(words)); }

  /** Puts the code where the cursor is, from wherever it stood; a pair goes around what is selected. */
  put(index: number): void {
    const { state } = this.view;
    const { from, to, empty } = state.selection;
    const end = empty ? -1 : closing(this.codes, index);
    const wanted: [number, number][] = end < 0 ? [[index, to]] : [[end, to], [index, from]];
    const { tr } = state;
    const standing: number[] = [];
    state.doc.descendants((node, at) => { if (node.type.name === "code" && wanted.some(([one]) => one === node.attrs["index"])) standing.push(at); });
    for (const at of standing.reverse()) tr.delete(at, at + 1);
    let behind = 0;
    for (const [one, at] of wanted) {
      const place = tr.mapping.map(at, -1);
      tr.insert(place, this.schema.node("code", { index: one }));
      behind = Math.max(behind + (behind ? 1 : 0), place + 1);
    }
    this.step(tr.setSelection(TextSelection.create(tr.doc, behind)));
  }

  /** To be undone by itself, whatever is typed right before and behind it. */
  private step(transaction: Transaction): void {
    this.view.dispatch(closeHistory(transaction.scrollIntoView()));
    this.view.dispatch(closeHistory(this.view.state.tr));
    this.focus();
  }

  destroy(): void { this.view.destroy(); }
}
