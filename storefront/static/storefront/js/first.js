/* Runs before the page is drawn: who left in a hurry is not brought back, the chosen ground (light or dark), a mark that scripts work. */
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  function stayAway() {
    const neutral = sessionStorage.getItem("left");
    if (!neutral) return;
    root.hidden = true;
    location.replace(neutral);
  }
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") stayAway();
    else sessionStorage.removeItem("left"); /* she came by herself */
    addEventListener("pageshow", (event) => event.persisted && stayAway());
  } catch {
    /* Storage may be forbidden; then the page follows the device. */
  }
})();
