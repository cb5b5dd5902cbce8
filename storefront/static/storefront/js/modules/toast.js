/* Toasts get a button that closes them, and go by themselves after a while unless they must stay (data-keep) or somebody is reading them. */

const STAY_MS = 8000;
const place = document.querySelector("#toasts");

function prepare(toast) {
  if (!toast.classList?.contains("toast") || toast.dataset.ready) return;
  toast.dataset.ready = "1";
  const close = Object.assign(document.createElement("button"), { type: "button", className: "ib", textContent: "✕", title: place.dataset.close });
  close.setAttribute("aria-label", place.dataset.close);
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
  if (toast.hasAttribute("data-keep")) return;
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, STAY_MS) : toast.remove());
  setTimeout(leave, STAY_MS);
}

if (place) {
  [...place.children].forEach(prepare);
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(prepare))).observe(place, { childList: true });
}
