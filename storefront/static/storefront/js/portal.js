/* Built by `python -m storefront.assets` from the files beside it; edit those. */
{
document.addEventListener("change", (event) => {
const form = event.target.form;
if (form && (event.target.hasAttribute("data-autosubmit") || form.hasAttribute("data-autosubmit"))) form.requestSubmit();
});
}
{
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
}
{
document.addEventListener("click", (event) => {
if (event.target.closest("[data-print]")) window.print();
});
}
{
const PRESSES = 3;
const WITHIN_MS = 1500;
const door = document.querySelector("[data-quick-exit]");
let presses = [];
function leave() {
document.body.hidden = true;
try {
sessionStorage.setItem("left", door.href);
localStorage.removeItem("searches");
} catch {
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
}
{
const voice = window.speechSynthesis;
if (!voice) document.documentElement.classList.add("no-speech");
document.addEventListener("click", (event) => {
const button = event.target.closest("[data-speak]");
if (!button || !voice) return;
const target = document.getElementById(button.dataset.speak) ?? button.previousElementSibling;
if (voice.speaking) return voice.cancel();
const words = new SpeechSynthesisUtterance(target.innerText);
words.lang = document.documentElement.lang === "en" ? "en-GB" : "vi-VN";
voice.speak(words);
});
}
{
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
}
{
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
}
