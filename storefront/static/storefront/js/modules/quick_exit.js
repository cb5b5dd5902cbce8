/* Leaves at once, by the button or by pressing Escape three times, and does not leave this page in the history. What was open before it
   in this tab does not come back either: js/first.js sends a visitor who goes back to the same neutral page. Then, and when she signs out,
   the phone forgets the pages of the portal that it kept for times without signal. */

const PRESSES = 3;
const WITHIN_MS = 1500;
const MOST_MS = 2000;
const door = document.querySelector("[data-quick-exit]");
let presses = [];

async function forget() {
  try {
    localStorage.removeItem("mon"); /* what later.js remembered */
    for (const name of await caches.keys()) if (name.startsWith("portal-")) await caches.delete(name);
    for (const found of await navigator.serviceWorker.getRegistrations()) found.active?.postMessage({ ask: "leave" });
  } catch {
    /* Without storage there is nothing to forget. */
  }
}

function leave() {
  document.body.hidden = true;
  forget();
  try {
    sessionStorage.setItem("left", door.href);
    localStorage.removeItem("searches"); /* what suggest.js remembered */
  } catch {
    /* Storage may be forbidden; then only this page is out of the history. */
  }
  location.replace(door.href);
}

if (door) {
  door.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < WITHIN_MS);
    if (presses.length >= PRESSES) leave();
  });
}

document.addEventListener("submit", async (event) => {
  if (!event.target.hasAttribute("data-sign-out") || event.defaultPrevented) return;
  event.preventDefault();
  await Promise.race([forget(), new Promise((resolve) => setTimeout(resolve, MOST_MS))]);
  event.target.submit();
});
