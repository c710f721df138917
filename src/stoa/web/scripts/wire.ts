/* Requests to our own origin: the CSRF token goes along, and a session that has run out is refreshed once. */

export type Send = (url: string, init?: RequestInit) => Promise<Response>;
type Transport = (url: string, init: RequestInit) => Promise<Response>;

const meta = (): HTMLMetaElement | null => document.querySelector('meta[name="csrf"]');

export const csrf = (): string => meta()?.content ?? "";

let refreshing: Promise<boolean> | undefined;

/** One refresh for however many requests wait for it. */
function refreshSession(): Promise<boolean> {
  refreshing ??= fetch("/session/refresh", { method: "POST", headers: { "x-csrftoken": csrf() } })
    .then((response) => {
      const token = response.headers.get("x-csrftoken");
      const element = meta();
      if (token && element) element.content = token;
      return response.ok;
    })
    .catch(() => false)
    .finally(() => { refreshing = undefined; });
  return refreshing;
}

/** Like fetch, or like another transport. A 401 is answered by refreshing the session and asking once more; a second 401 is
    the caller's. */
export async function send(url: string, init: RequestInit = {}, transport: Transport = fetch): Promise<Response> {
  const attempt = () => {
    const headers = new Headers(init.headers);
    if (init.method && init.method !== "GET") headers.set("x-csrftoken", csrf());
    return transport(url, { credentials: "same-origin", ...init, headers });
  };
  const response = await attempt();
  if (response.status !== 401) return response;
  return (await refreshSession()) ? attempt() : response;
}
