/* − and + beside a number: change it in place and tell the form, which may send itself. Without this file they send the form. */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stepper] button");
  if (!button) return;
  const input = button.parentElement.querySelector("input");
  if (input.form?.hasAttribute("data-plain")) return;
  event.preventDefault();
  const least = Number(input.min || 0);
  const most = Number(input.max || Infinity);
  const before = Number(input.value) || least;
  const after = Math.min(most, Math.max(least, before + Number(button.value)));
  if (after === before) return;
  input.value = String(after);
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
