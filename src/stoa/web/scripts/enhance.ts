/* Behaviour for elements wherever they come from: in the page as it loads, or swapped in later. */

type Attach = (element: HTMLElement) => void;

const behaviours: [selector: string, attach: Attach, attached: WeakSet<Element>][] = [];

function visit(root: ParentNode): void {
  for (const [selector, attach, attached] of behaviours) {
    const found = [...root.querySelectorAll<HTMLElement>(selector)];
    if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root);
    for (const element of found) {
      if (attached.has(element)) continue;
      attached.add(element);
      attach(element);
    }
  }
}

/** Call `attach` once for every element that matches, now and as they arrive. */
export function enhance(selector: string, attach: Attach): void {
  behaviours.push([selector, attach, new WeakSet()]);
  visit(document);
}

new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) if (node instanceof HTMLElement) visit(node);
  }
}).observe(document.documentElement, { childList: true, subtree: true });
