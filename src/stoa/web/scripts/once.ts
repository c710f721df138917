/* Idempotency keys: one for each thing that a person submits, the same however often the request has to be sent.

   A key belongs to an element and to what was in it. It is kept until the server has decided; a form that was changed
   after a failure is another submission and gets another key. */
import { unique } from "./unique.ts";

interface Submission { key: string; content: string }

const open = new WeakMap<Element, Submission>();

export function contentOf(body: unknown): string {
  if (!(body instanceof FormData) && !(body instanceof URLSearchParams)) return "";
  return [...body].map(([name, value]) => `${name}=${value instanceof File ? `${value.name}:${value.size}:${value.lastModified}` : value}`).join("&");
}

export function keyFor(element: Element, content: string): string {
  const submission = open.get(element);
  if (submission?.content === content) return submission.key;
  const key = unique();
  open.set(element, { key, content });
  return key;
}

/** Whether that answer leaves the submission open: nobody decided, so the same one may be sent again. */
export const undecided = (status: number): boolean => status === 401 || status === 408 || status === 425 || status === 429 || status >= 500;

export function decided(element: Element): void {
  open.delete(element);
}
