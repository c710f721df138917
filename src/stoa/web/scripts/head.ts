/* Runs before the page is painted: the reader's theme and the tenant's hue, so that nothing flashes. */
{
  const root = document.documentElement;
  const theme = localStorage.getItem("stoa:theme");
  if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
  if (root.dataset["hue"]) root.style.setProperty("--hue", root.dataset["hue"]);
  root.classList.add("scripted");
}
