/* Tabs by the pattern of ARIA: one stop for the tab key, arrows move along the row, the chosen panel shows. */
import { enhance } from "./enhance.ts";

function select(tabs: HTMLElement[], chosen: HTMLElement): void {
  for (const tab of tabs) {
    const on = tab === chosen;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = !on;
  }
}

/* The row scrolls where it does not fit: the chosen tab is in sight from the start, and nothing but the row moves. */
enhance(".tabs", (row) => {
  const here = row.querySelector<HTMLElement>('[aria-current="page"], [aria-selected="true"]');
  if (!here || row.scrollWidth <= row.clientWidth) return;
  row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - here.clientWidth) / 2;
});

enhance("[data-tabs]", (list) => {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
  const forward = () => (getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight");
  for (const tab of tabs) tab.addEventListener("click", () => select(tabs, tab));
  list.addEventListener("keydown", (event) => {
    const here = tabs.indexOf(document.activeElement as HTMLElement);
    if (here < 0 || !["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const step = event.key === forward() ? 1 : -1;
    const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : (here + step + tabs.length) % tabs.length;
    const tab = tabs[to];
    if (!tab) return;
    select(tabs, tab);
    tab.focus();
  });
});
