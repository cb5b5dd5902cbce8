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
if (matchMedia("(min-width: 64rem)").matches) {
document.querySelectorAll("[data-open-wide]").forEach((details) => (details.open = true));
}
}
{
let told = false;
document.addEventListener("click", (event) => {
const answers = event.target.closest("a[href]")?.closest("[data-opened]");
if (!answers || told || event.target.closest(".chips, .pages")) return;
told = true;
navigator.sendBeacon?.(answers.dataset.opened, new URLSearchParams({ dau: answers.dataset.token }));
});
}
{
const WAIT_MS = 140;
function connect(place) {
const province = place.querySelector('select[name="province"]');
const select = place.querySelector('select[name="commune"]');
const box = Object.assign(document.createElement("div"), { className: "combo" });
const input = Object.assign(document.createElement("input"), { className: "in", id: select.id, type: "text", autocomplete: "off" });
const list = Object.assign(document.createElement("div"), { className: "sug", id: `${select.id}_list`, hidden: true });
const note = Object.assign(document.createElement("p"), { className: "help", hidden: true });
const label = place.querySelector(`label[for="${select.id}"]`);
let timer, request, current = -1;
const chosenName = () => (select.value ? select.selectedOptions[0].textContent : "");
const options = () => [...list.querySelectorAll('[role="option"]')];
input.placeholder = place.dataset.hint;
input.value = chosenName();
for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", label.textContent);
note.setAttribute("role", "status");
select.id = `${select.id}_value`;
select.hidden = true;
select.required = false;
box.append(input, list);
select.before(box);
select.after(note);
function mark(index) {
current = index;
options().forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
const option = options()[index];
if (option) {
input.setAttribute("aria-activedescendant", option.id);
option.scrollIntoView({ block: "nearest" });
} else {
input.removeAttribute("aria-activedescendant");
}
}
function show(visible) {
list.hidden = !visible;
input.setAttribute("aria-expanded", String(visible));
if (!visible) mark(-1);
}
function tell(words) {
note.textContent = words;
note.hidden = !words;
}
function set(code, name) {
if (code && !select.querySelector(`option[value="${code}"]`)) select.append(new Option(name, code));
select.value = code;
input.value = name;
select.dispatchEvent(new Event("change", { bubbles: true }));
}
function choose(option) {
const { code, name, province: where, note: words } = option.dataset;
province.value = where;
tell(words);
input.removeAttribute("aria-invalid");
show(false);
set(code, name);
}
async function ask() {
const words = input.value.trim();
request?.abort();
if (!words) return show(false);
request = new AbortController();
try {
const address = `${place.dataset.communes}?${new URLSearchParams({ q: words, tinh: province.value })}`;
const answer = await fetch(address, { signal: request.signal, headers: { "X-Requested-With": "fetch" } });
if (!answer.ok) return show(false);
list.innerHTML = await answer.text();
show(document.activeElement === input && list.childElementCount > 0);
} catch (error) {
if (error.name !== "AbortError") show(false);
}
}
input.addEventListener("input", () => {
clearTimeout(timer);
timer = setTimeout(ask, WAIT_MS);
});
input.addEventListener("change", (event) => event.stopPropagation()); // only a chosen commune is news
input.addEventListener("keydown", (event) => {
const count = options().length;
if (event.key === "Escape" && !list.hidden) {
event.preventDefault();
show(false);
} else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
event.preventDefault();
show(true);
mark(((current + (event.key === "ArrowDown" ? 1 : -1) + 1 + count + 1) % (count + 1)) - 1); // -1 is the box itself
} else if (event.key === "Enter" && !list.hidden && count) {
event.preventDefault();
choose(options()[Math.max(current, 0)]);
}
});
input.addEventListener("blur", () => {
show(false);
if (!input.value.trim() && select.value) set("", "");
else input.value = chosenName();
});
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
const option = event.target.closest('[role="option"]');
if (option) choose(option);
});
province.addEventListener("change", () => {
tell("");
select.value = "";
input.value = "";
});
}
document.querySelectorAll("[data-communes]").forEach(connect);
}
{
document.addEventListener("click", (event) => {
if (event.target.closest("[data-print]")) window.print();
});
}
{
const PRESSES = 3;
const WITHIN_MS = 1500;
const MOST_MS = 2000;
const door = document.querySelector("[data-quick-exit]");
let presses = [];
async function forget() {
try {
localStorage.removeItem("mon");
for (const name of await caches.keys()) if (name.startsWith("portal-")) await caches.delete(name);
for (const found of await navigator.serviceWorker.getRegistrations()) found.active?.postMessage({ ask: "leave" });
} catch {
}
}
function leave() {
document.body.hidden = true;
forget();
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
document.addEventListener("submit", async (event) => {
if (!event.target.hasAttribute("data-sign-out") || event.defaultPrevented) return;
event.preventDefault();
await Promise.race([forget(), new Promise((resolve) => setTimeout(resolve, MOST_MS))]);
event.target.submit();
});
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
const WAIT_MS = 140;
const SHORTEST = 2;
const KEPT = "searches";
const MOST_KEPT = 6;
const LONGEST = 60;
function kept() {
try {
const found = JSON.parse(localStorage.getItem(KEPT));
return Array.isArray(found) ? found.filter((words) => typeof words === "string").slice(0, MOST_KEPT) : [];
} catch {
return []; // Storage may be forbidden, or hold something else.
}
}
function keep(list) {
try {
if (list.length) localStorage.setItem(KEPT, JSON.stringify(list.slice(0, MOST_KEPT)));
else localStorage.removeItem(KEPT);
} catch {
}
}
function remember(typed) {
const words = typed.trim().replace(/\s+/g, " ");
if (words && words.length <= LONGEST) keep([words, ...kept().filter((one) => one.toLowerCase() !== words.toLowerCase())]);
}
function connect(form) {
const input = form.querySelector('input[type="search"]');
const box = Object.assign(document.createElement("div"), { className: "sug", hidden: true });
const list = Object.assign(document.createElement("div"), { id: "suggestions" });
const clear = Object.assign(document.createElement("button"), { type: "button", className: "sug-clear", textContent: form.dataset.clear });
const status = Object.assign(document.createElement("p"), { className: "sr" });
let timer, request, current = -1;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", input.labels[0].textContent);
status.setAttribute("role", "status");
box.append(list, clear);
form.append(box, status);
const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
const options = () => [...list.querySelectorAll('[role="option"]')];
function choose(index) {
current = index;
options().forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
const option = options()[index];
if (option) {
input.setAttribute("aria-activedescendant", option.id);
option.scrollIntoView({ block: "nearest" });
} else {
input.removeAttribute("aria-activedescendant");
}
}
function show(visible) {
const count = options().length;
const open = visible && count > 0;
if (open) {
options().forEach((option, number) => (option.id = `sug-${number + 1}`));
status.textContent = form.dataset.found.replace("{n}", count);
}
if (open === box.hidden) {
box.hidden = !open;
input.setAttribute("aria-expanded", String(open));
}
clear.hidden = !list.querySelector("[data-kept]");
if (!open) status.textContent = "";
choose(-1);
}
function line(words) {
const option = Object.assign(document.createElement("a"), { href: `${form.action}?${new URLSearchParams({ q: words })}`, tabIndex: -1 });
option.setAttribute("role", "option");
option.dataset.kept = words;
option.append(words, Object.assign(document.createElement("small"), { textContent: form.dataset.recent }));
return option;
}
async function ask() {
const words = input.value.trim();
request?.abort();
if (words && words.length < SHORTEST) return show(false);
if (!words) {
list.replaceChildren(...kept().map(line));
show(document.activeElement === input);
}
request = new AbortController();
try {
const address = `${form.dataset.suggest}?${new URLSearchParams({ q: words })}`;
const answer = await fetch(address, { signal: request.signal, headers: { "X-Requested-With": "fetch" } });
if (!answer.ok) return words && show(false);
const lines = await answer.text();
if (words) list.innerHTML = lines;
else list.insertAdjacentHTML("beforeend", lines);
show(document.activeElement === input);
} catch (error) {
if (words && error.name !== "AbortError") show(false);
}
}
function forget(words) {
keep(words === undefined ? [] : kept().filter((one) => one !== words));
list.querySelectorAll("[data-kept]").forEach((option) => (words === undefined || option.dataset.kept === words) && option.remove());
input.focus();
show(true);
}
input.addEventListener("focus", () => input.value.trim() || !box.hidden || ask());
input.addEventListener("input", () => {
clearTimeout(timer);
timer = setTimeout(ask, WAIT_MS);
});
input.addEventListener("keydown", (event) => {
const count = options().length;
if (event.key === "Escape" && !box.hidden) {
event.preventDefault();
show(false);
} else if (event.key === "ArrowDown" && box.hidden) {
event.preventDefault();
ask();
} else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
event.preventDefault();
const step = event.key === "ArrowDown" ? 1 : -1;
choose(((current + 1 + step + count + 1) % (count + 1)) - 1); // -1 is the box itself
} else if (event.key === "Enter" && current >= 0 && !box.hidden) {
event.preventDefault();
options()[current].click();
} else if (event.key === "Delete" && options()[current]?.dataset.kept) {
event.preventDefault();
forget(options()[current].dataset.kept);
}
});
form.addEventListener("submit", () => remember(input.value));
form.addEventListener("focusout", (event) => {
if (!form.contains(event.relatedTarget)) show(false);
});
clear.addEventListener("click", () => forget());
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
const words = event.target.closest("[role=option]")?.dataset;
if (words?.kept || words?.asked) remember(words.kept ?? words.asked);
});
}
document.querySelectorAll("form[data-suggest]").forEach(connect);
}
{
const root = document.documentElement;
const switches = document.querySelectorAll("[data-theme-switch]");
function mark() {
const chosen = root.dataset.theme ?? "";
switches.forEach((group) => {
for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === chosen));
});
}
switches.forEach((group) => {
group.addEventListener("click", (event) => {
const button = event.target.closest("button");
if (!button) return;
if (button.value) root.dataset.theme = button.value;
else delete root.dataset.theme;
try {
if (button.value) localStorage.setItem("theme", button.value);
else localStorage.removeItem("theme");
} catch {
}
mark();
});
});
mark();
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
