/* Filters stand open beside the list on a wide screen (for browsers whose CSS cannot do that). */

if (matchMedia("(min-width: 64rem)").matches) {
  document.querySelectorAll("[data-open-wide]").forEach((details) => (details.open = true));
}
