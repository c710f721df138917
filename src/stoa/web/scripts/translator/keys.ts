/* The keys of the desk. Digits are taken by their place on the keyboard, so that every layout has them; AltGr writes letters. */

export interface Doing {
  accept: () => void; save: () => void; skip: () => void; code: (number: number) => void; missing: () => void;
  offer: (number: number) => void; source: () => void; machine: () => void; find: () => void; target: () => void; comment: () => void; term: (number: number) => void; preview: () => void; keys: () => void;
}

export function doingOf(event: KeyboardEvent, doing: Doing): (() => void) | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.getModifierState("AltGraph")) return undefined;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const number = Number(digit);
  if (event.shiftKey) return number && !event.altKey ? () => doing.term(number) : undefined;
  if (event.altKey) {
    if (digit) return number ? () => doing.offer(number) : doing.source;
    return { KeyK: doing.skip, KeyM: doing.machine, KeyF: doing.find, KeyT: doing.target, KeyC: doing.comment, KeyP: doing.preview }[event.code];
  }
  if (digit) return number ? () => doing.code(number) : doing.missing;
  return { Enter: doing.accept, NumpadEnter: doing.accept, KeyS: doing.save, Slash: doing.keys }[event.code];
}
