/* Leaves at once, by the button or by pressing Escape three times, and does not leave this page in the history. What was open before it
   in this tab does not come back either: js/first.js sends a visitor who goes back to the same neutral page. */

const PRESSES = 3;
const WITHIN_MS = 1500;
const door = document.querySelector("[data-quick-exit]");
let presses = [];

function leave() {
  document.body.hidden = true;
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
