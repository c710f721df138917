/* Whether somebody is at a list just now: then nothing in it changes its place. */

const RESTS_MS = 5000;

export function attended(element: HTMLElement): () => boolean {
  let at = -Infinity;
  for (const sign of ["pointermove", "pointerdown", "keydown", "focusin", "wheel"]) element.addEventListener(sign, () => { at = performance.now(); }, { passive: true });
  return () => performance.now() - at < RESTS_MS && element.matches(":hover, :focus-within");
}
