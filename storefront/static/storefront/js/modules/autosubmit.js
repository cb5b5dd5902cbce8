/* A form or a select with data-autosubmit sends itself when it changes; its own button is then not needed (class no-js). */

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && (event.target.hasAttribute("data-autosubmit") || form.hasAttribute("data-autosubmit"))) form.requestSubmit();
});
