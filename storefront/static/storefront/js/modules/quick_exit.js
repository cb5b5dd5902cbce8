/* Leaves at once, by the button or by pressing Escape three times, and does not leave this page in the history. */

const PRESSES = 3;
const WITHIN_MS = 1500;
const door = document.querySelector("[data-quick-exit]");
let presses = [];

function leave() {
  document.body.hidden = true;
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
