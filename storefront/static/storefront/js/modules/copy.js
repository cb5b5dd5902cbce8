/* Copies the value of a field, and says so in the button and to screen readers. */

const SHOWN_MS = 2500;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button || button.dataset.busy) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return; // The value stands beside the button, ready to be marked by hand.
  }
  const words = button.innerHTML;
  button.dataset.busy = "1";
  button.setAttribute("aria-live", "polite");
  button.textContent = button.dataset.done;
  setTimeout(() => {
    button.innerHTML = words;
    delete button.dataset.busy;
  }, SHOWN_MS);
});
