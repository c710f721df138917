/* Which pages still live. What a dead one left is sent by whoever finds it; twice is harmless, for a batch keeps its id. */

const name = (writer: string): string => `stoa:writer:${writer}`;
const SURELY_DEAD_MS = 60_000;

/** Held for as long as the page lives; let go when it is put aside, so that the next page may send what it left. */
export function live(writer: string): () => void {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => { release = resolve; });
  navigator.locks?.request(name(writer), () => held).catch(() => undefined);
  return release;
}

/** Says of a writer whether its page is gone. Without Web Locks it is taken for gone after a minute of silence. */
export async function gone(): Promise<(writer: string, keptAt: number) => boolean> {
  if (!navigator.locks) return (_, keptAt) => Math.abs(Date.now() - keptAt) > SURELY_DEAD_MS;
  const { held = [], pending = [] } = await navigator.locks.query();
  const names = new Set([...held, ...pending].map((lock) => lock.name));
  return (writer) => !names.has(name(writer));
}
