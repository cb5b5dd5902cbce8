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
const { worker, person, group, waiting: waitingUrl, whole: wholeUrl } = document.body.dataset;
const NO_DRAFT = "11111111-1111-4111-8111-111111111111";
const AGAIN_MS = 30000;
const language = document.documentElement.lang === "en" ? "en-GB" : "vi-VN";
const list = document.querySelector("#sendings");
const banner = document.querySelector("[data-waits]");
const whole = document.querySelector("form[data-whole]");
function ask(what) {
navigator.serviceWorker.ready.then((found) => found.active.postMessage(what));
}
function newKey() {
const bytes = crypto.getRandomValues(new Uint8Array(16));
bytes[6] = (bytes[6] & 0x0f) | 0x40;
bytes[8] = (bytes[8] & 0x3f) | 0x80;
const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
function hide(form, name, value) {
const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
field.dataset.own = "";
form.append(field);
}
document.addEventListener("submit", (event) => {
const form = event.target;
if (form === whole && !form.reportValidity()) return event.preventDefault();
if (form.dataset.tell) remember(form.dataset.tell, form);
if (!form.dataset.later) return;
for (const old of form.querySelectorAll("[data-own]")) old.remove();
const pressed = event.submitter?.name ? event.submitter.textContent.trim() : "";
const typed = ["name", "on_hand", "price"].map((name) => form.elements[name]?.value).find(Boolean);
const words = [form.dataset.later, form.elements.step && event.submitter?.name === "step" ? typed : pressed || typed];
const own = { lan: newKey(), nguoi: person, nhom: group, viec: words.filter(Boolean).join(": "), trang: location.pathname };
for (const [name, value] of Object.entries(own)) hide(form, name, value);
if (form === whole) for (const tile of document.querySelectorAll("#sent [data-key]")) hide(form, "photo", tile.dataset.key);
if (form === whole) store(null);
});
function told() {
try {
return JSON.parse(localStorage.getItem("mon"));
} catch {
return null;
}
}
function store(what) {
try {
if (what) localStorage.setItem("mon", JSON.stringify(what));
else localStorage.removeItem("mon");
} catch {
}
}
function remember(key, form) {
const before = told()?.key === key ? told().fields : {};
const given = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "key", "sua"].includes(name));
store({ key, fields: { ...before, ...Object.fromEntries(given) } });
}
if (whole) {
const isAnswered = document.querySelector(".errors");
const before = isAnswered ? null : told();
const key = isAnswered ? whole.elements.key.value : new URLSearchParams(location.search).get("mon") ?? before?.key ?? newKey();
for (const [name, value] of Object.entries((before?.key === key && before.fields) || {})) {
if (whole.elements[name]) whole.elements[name].value = value;
}
whole.elements.key.value = key;
whole.dataset.photos = whole.dataset.whole.replace(NO_DRAFT, key);
remember(key, whole);
whole.addEventListener("input", () => remember(key, whole));
}
function jobs() {
return new Promise((resolve) => {
const asked = indexedDB.open("portal", 1);
asked.onupgradeneeded = () => asked.result.createObjectStore("sendings", { keyPath: "key" });
asked.onerror = () => resolve([]);
asked.onsuccess = () => {
const found = asked.result.transaction("sendings").objectStore("sendings").getAll();
found.onsuccess = () => {
asked.result.close();
resolve(found.result.filter((job) => job.person === person).sort((one, other) => other.at - one.at));
};
};
});
}
function row(job) {
const item = document.querySelector("#sending").content.firstElementChild.cloneNode(true);
item.dataset.state = job.state;
for (const part of item.querySelectorAll("[data-of]")) part.hidden = part.dataset.of !== job.state;
item.querySelector("b").textContent = job.words;
item.querySelector("time").textContent = new Date(job.at).toLocaleString(language, { hour: "2-digit", minute: "2-digit", day: "numeric", month: "numeric" });
item.querySelector(".p-why").textContent = job.told;
item.querySelector("a").href = job.page || "";
item.querySelector("[data-drop]").addEventListener("click", () => ask({ ask: "drop", key: job.key }));
return item;
}
async function show() {
const all = await jobs();
const waits = all.filter((job) => job.state === "waiting");
const refused = all.filter((job) => job.state === "refused");
banner.hidden = list || !(waits.length + refused.length);
banner.textContent = (refused.length ? banner.dataset.refused : banner.dataset.waits).replace("{n}", (refused.length ? refused : waits).length);
for (const form of document.querySelectorAll("form[data-later]")) {
const kept = waits.some((job) => job.url === new URL(form.action).pathname && form !== whole);
const note = form.previousElementSibling?.matches("[data-note]") ? form.previousElementSibling : null;
if (note && !kept) note.remove();
if (kept && !note) form.before(Object.assign(document.createElement("p"), { className: "note", textContent: banner.dataset.kept }));
if (kept && !note) form.previousElementSibling.dataset.note = "";
}
if (!list) return waits.length;
list.replaceChildren(...all.map(row));
document.querySelector("#nothing").hidden = all.length > 0;
document.querySelector("[data-send]").hidden = !waits.length;
return waits.length;
}
if (document.querySelector("[data-kept]:not([hidden])")) {
for (const picture of document.images) {
if (picture.complete && !picture.naturalWidth) picture.remove();
else picture.addEventListener("error", () => picture.remove());
}
}
if (person && "serviceWorker" in navigator && "indexedDB" in window) {
navigator.serviceWorker.register(worker).catch(() => {});
const wants = wholeUrl ? [waitingUrl, wholeUrl] : [waitingUrl];
ask({ ask: "here", seat: `${person}:${group}`, wants });
navigator.serviceWorker.addEventListener("message", async () => {
await show();
dispatchEvent(new Event("sent"));
});
const hope = async () => (await show()) && ask({ ask: "send" });
addEventListener("online", hope);
addEventListener("pageshow", (event) => event.persisted && hope());
document.querySelector("[data-send]")?.addEventListener("click", hope);
setInterval(hope, AGAIN_MS);
hope();
}
}
{
const LONGEST_SIDE = 2048;
const MOST_BYTES = 400 * 1024;
const PART_BYTES = 64 * 1024;
const PATIENCE_MS = [1000, 2000, 4000, 8000, 15000, 30000];
const KEPT_MS = 14 * 24 * 3600 * 1000;
const NO_KEY = "00000000-0000-0000-0000-000000000000";
const form = document.querySelector("form[data-photos]");
const list = document.querySelector("#sent");
const unsent = document.querySelector("[data-unsent]");
const waiting = new Map();
const stopped = new Set();
let isSending = false;
let failures = 0;
let timer = 0;
const opened = new Promise((resolve) => {
try {
const asked = indexedDB.open("photos", 1);
asked.onupgradeneeded = () => asked.result.createObjectStore("photos", { keyPath: "key" });
asked.onsuccess = () => resolve(asked.result);
asked.onerror = () => resolve(null);
} catch {
resolve(null);
}
});
async function stored(mode, act) {
const base = await opened;
if (!base) return undefined;
return new Promise((resolve) => {
const moved = base.transaction("photos", mode);
const asked = act(moved.objectStore("photos"));
moved.oncomplete = () => resolve(asked.result);
moved.onerror = moved.onabort = () => resolve(undefined);
});
}
async function keep(photo) {
waiting.set(photo.key, photo);
await stored("readwrite", (photos) => photos.put(photo));
}
async function forget(photo) {
waiting.delete(photo.key);
await stored("readwrite", (photos) => photos.delete(photo.key));
}
function tileOf(photo) {
if (!list || !form || !photo.url.startsWith(form.dataset.photos.split(NO_KEY)[0])) return null;
const there = list.querySelector(`[data-key="${photo.key}"]`);
if (there) return there;
const tile = document.createElement("div");
tile.className = "up";
tile.dataset.key = photo.key;
const number = list.children.length + 1;
tile.innerHTML =
'<div class="pic"><img alt=""></div><div class="prog"><label><b></b> <span class="up-told"></span></label><progress max="100" value="0"></progress></div><button class="ib" type="button">×</button>';
const bar = tile.querySelector("progress");
bar.id = `sent-${photo.key}`;
tile.querySelector("label").htmlFor = bar.id;
tile.querySelector("b").textContent = `${form.dataset.photo} ${number}`;
tile.querySelector("button").setAttribute("aria-label", `${form.dataset.drop} ${form.dataset.photo} ${number}`);
tile.querySelector("button").addEventListener("click", () => drop(photo, tile));
tile.querySelector("img").src = URL.createObjectURL(photo.blob);
tile.querySelector("img").onerror = (event) => event.target.remove();
list.append(tile);
return tile;
}
function show(photo, state, told, share) {
const tile = tileOf(photo);
if (tile) {
tile.dataset.state = state;
tile.classList.toggle("up-ok", state === "kept");
tile.classList.toggle("up-bad", state === "refused");
const words = tile.querySelector(".up-told");
if (words.textContent !== told) words.textContent = told;
const bar = tile.querySelector("progress");
if (bar && share !== undefined) bar.value = share;
if (bar && (state === "kept" || state === "refused")) bar.remove();
}
if (unsent) unsent.hidden = ![...waiting.values()].some((one) => one.url.includes(unsent.dataset.unsent));
}
async function drop(photo, tile) {
stopped.add(photo.key);
tile.remove();
await forget(photo);
await post(`${photo.url}bo/`, null).catch(() => {});
}
function post(url, body) {
const headers = JSON.parse(document.body.getAttribute("hx-headers"));
return fetch(url, { method: "POST", body, headers: { ...headers, "Content-Type": "application/octet-stream" }, redirect: "manual" });
}
function drawn(picture, scale, quality) {
const canvas = document.createElement("canvas");
canvas.width = Math.max(1, Math.round(picture.width * scale));
canvas.height = Math.max(1, Math.round(picture.height * scale));
canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}
async function shrunk(file) {
let picture;
try {
picture = await createImageBitmap(file, { imageOrientation: "from-image" });
} catch {
return file;
}
let scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
let quality = 0.86;
let small = await drawn(picture, scale, quality);
while (small && small.size > MOST_BYTES) {
if (quality > 0.6) quality -= 0.1;
else scale *= 0.8;
small = await drawn(picture, scale, quality);
}
picture.close();
return small || file;
}
async function send(photo) {
const words = form?.dataset ?? {};
if (photo.isRaw) {
show(photo, "coming", words.preparing, 0);
photo.blob = await shrunk(photo.blob);
photo.isRaw = false;
if (!stopped.has(photo.key)) await keep(photo);
}
let answer = await (await fetch(photo.url)).json();
while (answer.state === "coming" && !stopped.has(photo.key)) {
const share = Math.round((100 * answer.received) / photo.blob.size);
show(photo, "coming", `${words.sending} ${share}%`, share);
const part = photo.blob.slice(answer.received, answer.received + PART_BYTES);
const response = await post(`${photo.url}?tu=${answer.received}&tong=${photo.blob.size}`, part);
if (!response.ok) throw new Error(String(response.status));
answer = await response.json();
failures = 0;
}
if (stopped.has(photo.key)) return;
await forget(photo);
show(photo, answer.state, answer.state === "kept" ? words.kept : answer.told, 100);
}
async function sendAll() {
if (isSending || form?.dataset.whole) return;
isSending = true;
clearTimeout(timer);
let failed = false;
for (let photo; (photo = [...waiting.values()].find((one) => !one.hasFailed)); ) {
try {
await send(photo);
} catch {
photo.hasFailed = true;
failed = true;
show(photo, "coming", form?.dataset.waiting ?? "");
}
}
isSending = false;
if (failed) {
timer = setTimeout(again, PATIENCE_MS[Math.min(failures, PATIENCE_MS.length - 1)]);
failures += 1;
} else if (unsent && !unsent.hidden && !waiting.size) location.reload();
}
function again() {
for (const photo of waiting.values()) photo.hasFailed = false;
sendAll();
}
addEventListener("online", again);
addEventListener("sent", again);
function newKey() {
const bytes = crypto.getRandomValues(new Uint8Array(16));
bytes[6] = (bytes[6] & 0x0f) | 0x40;
bytes[8] = (bytes[8] & 0x3f) | 0x80;
const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
form?.querySelector("input[type=file]").addEventListener("change", async (event) => {
const files = [...event.target.files];
for (const file of files) {
const key = newKey();
const photo = { key, url: form.dataset.photos.replace(NO_KEY, key), blob: file, isRaw: true, at: Date.now() };
show(photo, "coming", form.dataset.waiting, 0);
await keep(photo);
}
event.target.value = "";
sendAll();
});
const left = (await stored("readonly", (photos) => photos.getAll())) ?? [];
for (const photo of left) {
photo.hasFailed = false;
if (Date.now() - photo.at > KEPT_MS) await forget(photo);
else waiting.set(photo.key, photo);
if (waiting.has(photo.key)) show(photo, "coming", form?.dataset.waiting ?? "", 0);
}
if (waiting.size) sendAll();
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
