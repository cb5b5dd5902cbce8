/* Light, dark, or as the device says; kept in this browser. first.js applies it before the page is drawn. */

const root = document.documentElement;
const switches = document.querySelectorAll("[data-theme-switch]");

function mark() {
  const chosen = root.dataset.theme ?? "";
  switches.forEach((group) => {
    for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === chosen));
  });
}

switches.forEach((group) => {
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.value) root.dataset.theme = button.value;
    else delete root.dataset.theme;
    try {
      if (button.value) localStorage.setItem("theme", button.value);
      else localStorage.removeItem("theme");
    } catch {
      /* Storage may be forbidden; the choice then lasts for this page. */
    }
    mark();
  });
});
mark();
