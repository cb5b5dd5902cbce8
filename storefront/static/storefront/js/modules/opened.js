/* Tells the shop, once for a page of results, that one of its answers was opened. Says which words had an answer, never who read it. */

let told = false;

document.addEventListener("click", (event) => {
  const answers = event.target.closest("a[href]")?.closest("[data-opened]");
  if (!answers || told || event.target.closest(".chips, .pages")) return;
  told = true;
  navigator.sendBeacon?.(answers.dataset.opened, new URLSearchParams({ dau: answers.dataset.token }));
});
