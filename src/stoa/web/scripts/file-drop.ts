/* A place to drop files. The file input inside does the work; this shows what was taken, refuses what is too large before it
   is sent, and tells how far the sending is. htmx sends by fetch, which knows no upload progress, so a form
   with a file drop is sent by XMLHttpRequest through the same hook. */
import type { HtmxRequestCtx } from "htmx.org";
import { enhance } from "./enhance.ts";
import { send, type Send } from "./wire.ts";
import { locale, words } from "./words.ts";

const megabytes = (bytes: number): string =>
  new Intl.NumberFormat(locale, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 }).format(bytes / 1_000_000);

export function allowed(name: string, type: string, accept: string): boolean {
  const rules = accept.split(",").map((rule) => rule.trim().toLowerCase()).filter(Boolean);
  return rules.length === 0 || rules.some((rule) => (rule.startsWith(".") ? name.toLowerCase().endsWith(rule) : rule.endsWith("/*") ? type.startsWith(rule.slice(0, -1)) : type === rule));
}

function refusal(file: File, input: HTMLInputElement, limitMb: number): string {
  if (!allowed(file.name, file.type, input.accept)) return words("wrongKind", { name: file.name });
  if (limitMb && file.size > limitMb * 1_000_000) return words("tooLarge", { name: file.name, limit: megabytes(limitMb * 1_000_000) });
  return "";
}

enhance("[data-file-drop]", (zone) => {
  const input = zone.querySelector<HTMLInputElement>('input[type="file"]');
  const list = zone.querySelector("[data-file-list]");
  if (!input || !list) return;
  const limitMb = Number(zone.dataset["limitMb"] ?? 0);
  const show = () => {
    const files = [...(input.files ?? [])];
    input.setCustomValidity(files.map((file) => refusal(file, input, limitMb)).find(Boolean) ?? "");
    list.replaceChildren(...files.map((file) => {
      const trouble = refusal(file, input, limitMb);
      const entry = Object.assign(document.createElement("li"), { textContent: trouble || file.name, className: trouble ? "is-refused" : "" });
      entry.append(Object.assign(document.createElement("output"), { textContent: megabytes(file.size) }));
      return entry;
    }));
    zone.dispatchEvent(new CustomEvent("stoa:files", { bubbles: true, detail: { files } }));
  };
  input.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("is-over"); });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.remove("is-over"); });
  zone.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
});

function upload(zone: HTMLElement, url: string, init: RequestInit): Promise<Response> {
  const bar = zone.querySelector<HTMLProgressElement>("[data-file-progress]");
  const said = zone.querySelector<HTMLElement>("[data-file-words]");
  const name = zone.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0]?.name ?? "";
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(init.method ?? "POST", url);
    for (const [header, value] of new Headers(init.headers)) request.setRequestHeader(header, value);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      if (bar) { bar.hidden = false; bar.value = (loaded / total) * 100; }
      const percent = new Intl.NumberFormat(locale, { style: "percent" }).format(loaded / total);
      if (said) said.textContent = loaded < total ? words("uploading", { name, percent }) : words("uploaded", { name });
    });
    request.addEventListener("load", () => {
      const headers = new Headers();
      for (const line of request.getAllResponseHeaders().trim().split("\r\n")) headers.append(line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim());
      const empty = [204, 205, 304].includes(request.status);
      resolve(new Response(empty ? null : request.responseText, { status: request.status, headers }));
    });
    request.addEventListener("error", () => reject(new TypeError("network")));
    init.signal?.addEventListener("abort", () => { request.abort(); reject(new DOMException("aborted", "AbortError")); });
    request.send(init.body as XMLHttpRequestBodyInit);
  });
}

type Context = HtmxRequestCtx & { fetch?: Send };

const zoneOf = (ctx: Context): HTMLElement | null => ctx.sourceElement.querySelector("[data-file-drop]");

// A large file on a bad line takes its time: no limit, progress instead.
document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = (event as CustomEvent<{ ctx: Context }>).detail;
  if (zoneOf(ctx)) ctx.request.timeout = 0;
});

document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = (event as CustomEvent<{ ctx: Context }>).detail;
  const zone = zoneOf(ctx);
  if (!zone || !(ctx.request.body instanceof FormData)) return;
  ctx.fetch = (url, init) => send(url, init, (to, request) => upload(zone, to, request));
});
