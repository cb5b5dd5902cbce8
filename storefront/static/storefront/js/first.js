/* Runs before the page is drawn: the chosen ground (light or dark), and a mark that scripts work. */
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    /* Storage may be forbidden; then the page follows the device. */
  }
})();
