/* Batches in IndexedDB, one database a learner, so that nobody's actions go out in another person's name. */
import type { ActionBatch } from "../contract.ts";

export type Batch = Omit<ActionBatch, "sent_at">;
/** writer: the page's lifetime that put it there. kept_at: by the browser's clock. */
export interface Kept { id: string; writer: string; kept_at: number; batch: Batch }

export interface Store {
  put(batches: Kept[]): void;
  remove(ids: string[]): void;
  /** Oldest first. */
  all(): Promise<Kept[]>;
}

const BATCHES = "batches";

function open(learner: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(`stoa:${learner}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(BATCHES, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Where the browser keeps nothing (or is full), actions live as long as the page. */
export function storeOf(learner: string): Store {
  const database = (async () => open(learner))().catch(() => undefined);
  const change = async (act: (store: IDBObjectStore) => void): Promise<void> => {
    const there = await database;
    try { if (there) act(there.transaction(BATCHES, "readwrite").objectStore(BATCHES)); } catch { /* It is being deleted. */ }
  };
  return {
    put: (batches) => void change((store) => { for (const one of batches) store.put(one); }),
    remove: (ids) => void change((store) => { for (const id of ids) store.delete(id); }),
    all: async () => {
      const there = await database;
      if (!there) return [];
      return new Promise<Kept[]>((resolve, reject) => {
        const request = there.transaction(BATCHES).objectStore(BATCHES).getAll() as IDBRequest<Kept[]>;
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      }).catch(() => []);
    },
  };
}
