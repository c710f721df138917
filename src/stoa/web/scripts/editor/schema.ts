/* What a rich text may hold, as the server's sanitiser has it. What the editor cannot change it keeps whole, as an island,
   so that nothing of an imported text is lost by opening it. */
import { Schema, type Attrs, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec } from "prosemirror-model";

const HEADINGS = [2, 3, 4, 5, 6];
const ASIDES = ["note", "tip", "careful", "example", "exercise"];

const kept = (names: string[]) => (element: HTMLElement): Attrs =>
  Object.fromEntries(names.map((name) => [name, element.getAttribute(name)]));

function given(node: { attrs: Attrs }, names: string[]): Record<string, string> {
  const found = names.map((name) => [name, node.attrs[name] as string | null] as const).filter(([, value]) => value);
  return Object.fromEntries(found) as Record<string, string>;
}

const attrs = (names: string[]): NonNullable<NodeSpec["attrs"]> => Object.fromEntries(names.map((name) => [name, { default: null }]));
const COMMON = ["id", "lang", "dir"];

function block(tag: string, content: string, own: string[] = [], more: Partial<NodeSpec> = {}): NodeSpec {
  const names = [...COMMON, ...own];
  return {
    content,
    group: "block",
    attrs: attrs(names),
    parseDOM: [{ tag, getAttrs: kept(names) }],
    toDOM: (node): DOMOutputSpec => [tag, given(node, names), 0],
    ...more,
  };
}

const nodes: Record<string, NodeSpec> = {
  doc: { content: "block+" },
  paragraph: block("p", "inline*", ["class"]),
  heading: {
    content: "inline*",
    group: "block",
    defining: true,
    attrs: { level: { default: 2 }, ...attrs(COMMON) },
    parseDOM: HEADINGS.map((level) => ({ tag: `h${level}`, getAttrs: (element: HTMLElement) => ({ level, ...kept(COMMON)(element) }) })),
    toDOM: (node) => [`h${node.attrs["level"] as number}`, given(node, COMMON), 0],
  },
  blockquote: block("blockquote", "block+", [], { defining: true }),
  aside: block("aside", "block+", ["class"], { defining: true }),
  section: block("section", "block+", ["class"]),
  division: block("div", "block+", ["class"]),
  bullet_list: block("ul", "list_item+"),
  ordered_list: block("ol", "list_item+", ["start", "reversed"]),
  list_item: { ...block("li", "paragraph block*", ["class"]), group: "", defining: true },
  formula: {
    ...block("pre", "text*", ["class"], { code: true, defining: true, marks: "" }),
    parseDOM: [{ tag: "pre.formula", preserveWhitespace: "full", getAttrs: kept(["class", ...COMMON]), priority: 60 }],
    toDOM: (node) => ["pre", { class: "formula", ...given(node, COMMON) }, 0],
  },
  code_block: {
    content: "inline*",
    group: "block",
    code: true,
    defining: true,
    attrs: { language: { default: null }, ...attrs(COMMON) },
    parseDOM: [{
      tag: "pre",
      preserveWhitespace: "full",
      contentElement: (element: globalThis.Node) => ((element as HTMLElement).querySelector("code") ?? element) as HTMLElement,
      getAttrs: (element: HTMLElement) => ({ language: element.querySelector("code")?.className || null, ...kept(COMMON)(element) }),
    }],
    toDOM: (node) => ["pre", given(node, COMMON), ["code", node.attrs["language"] ? { class: node.attrs["language"] as string } : {}, 0]],
  },
  rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  figure: {
    content: "figure_image figure_caption?",
    group: "block",
    isolating: true,
    attrs: attrs(COMMON),
    parseDOM: [{ tag: "figure", getAttrs: (element: HTMLElement) => (isPlainFigure(element) ? kept(COMMON)(element) : false), priority: 60 }],
    toDOM: (node) => ["figure", given(node, COMMON), 0],
  },
  figure_image: { attrs: { src: { default: "" }, ...attrs(["alt", "title", "width", "height"]) }, draggable: true, parseDOM: [{ tag: "figure > img", getAttrs: kept(["src", "alt", "title", "width", "height"]), priority: 70 }], toDOM: (node) => ["img", given(node, ["src", "alt", "title", "width", "height"])] },
  figure_caption: { content: "inline*", parseDOM: [{ tag: "figcaption" }], toDOM: () => ["figcaption", 0] },
  island: {
    group: "block",
    atom: true,
    attrs: { html: {} },
    parseDOM: ["table", "dl", "details", "figure", "ruby"].map((tag) => ({ tag, getAttrs: (element: HTMLElement) => ({ html: tamed(element) }), priority: 55 })),
    toDOM: (node) => islandOf(node),
  },
  image: {
    inline: true,
    group: "inline",
    draggable: true,
    attrs: { src: {}, ...attrs(["alt", "title", "width", "height"]) },
    parseDOM: [{ tag: "img[src]", getAttrs: kept(["src", "alt", "title", "width", "height"]) }],
    toDOM: (node) => ["img", given(node, ["src", "alt", "title", "width", "height"])],
  },
  line_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  text: { group: "inline" },
};

function islandOf(node: Node): DOMOutputSpec {
  const holder = document.createElement("div");
  holder.innerHTML = node.attrs["html"] as string;
  return (holder.firstElementChild ?? holder) as HTMLElement;
}

const ACTING = "script, style, iframe, object, embed, form, svg, math, template, link, meta, base";
const ATTRIBUTES = new Set(["id", "class", "lang", "dir", "href", "src", "alt", "title", "width", "height", "colspan", "rowspan", "headers", "scope", "span", "open", "start", "datetime"]);

/** Of something pasted too: the server cleans what is saved, this what is shown until then. */
function tamed(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement;
  for (const acting of copy.querySelectorAll(ACTING)) acting.remove();
  for (const one of [copy, ...copy.querySelectorAll("*")]) {
    for (const { name, value } of [...one.attributes]) {
      if (!ATTRIBUTES.has(name) || /^\s*javascript:/i.test(value)) one.removeAttribute(name);
    }
  }
  return copy.outerHTML;
}

function isPlainFigure(element: HTMLElement): boolean {
  const [first, second, third] = element.children;
  return first?.tagName === "IMG" && (!second || second.tagName === "FIGCAPTION") && !third;
}

function mark(tags: string[], own: string[] = [], more: Partial<MarkSpec> = {}): MarkSpec {
  const names = ["id", "class", "lang", "dir", ...own];
  return {
    attrs: { tag: { default: tags[0] }, ...attrs(names) },
    parseDOM: tags.map((tag) => ({ tag, getAttrs: (element: HTMLElement) => ({ tag, ...kept(names)(element) }) })),
    toDOM: (found) => [found.attrs["tag"] as string, given(found, names), 0],
    ...more,
  };
}

const marks: Record<string, MarkSpec> = {
  link: mark(["a"], ["href", "title"], { inclusive: false }),
  strong: mark(["strong", "b"]),
  em: mark(["em", "i"]),
  code: mark(["code"], [], { code: true }),
  sub: mark(["sub"]),
  sup: mark(["sup"]),
  struck: mark(["s", "del"]),
  term: mark(["dfn"]),
  other: mark(["u", "ins", "small", "mark", "kbd", "samp", "var", "abbr", "cite", "q", "time", "bdi", "bdo", "span"], ["title", "datetime"], { excludes: "" }),
};

export const schema = new Schema({ nodes, marks });
export const asideKinds = ASIDES;
