/* Requests to our own origin: a session that has run out is refreshed once. */

export type Send = (url: string, init?: RequestInit) => Promise<Response>;
type Transport = (url: string, init: RequestInit) => Promise<Response>;

let refreshing: Promise<boolean> | undefined;

/** One refresh for however many requests wait for it. */
function refreshSession(): Promise<boolean> {
  refreshing ??= fetch("/session/refresh", { method: "POST" })
    .then((response) => response.ok)
    .catch(() => false)
    .finally(() => { refreshing = undefined; });
  return refreshing;
}

/** Like fetch, or like another transport. A 401 is answered by refreshing the session and asking once more; a second 401 is
    the caller's. */
export async function send(url: string, init: RequestInit = {}, transport: Transport = fetch): Promise<Response> {
  const attempt = () => transport(url, { credentials: "same-origin", ...init });
  const response = await attempt();
  if (response.status !== 401) return response;
  return (await refreshSession()) ? attempt() : response;
}
