/* Photos of a product on their way: shrunk here, kept on the phone until the center's server has them, sent in parts, again and again until
 * they are there. Whichever page of the portal is open goes on with it, so that she need not wait. A photo that the phone itself cannot
 * read (HEIC) goes as it is. */
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

/* --- what the phone keeps ------------------------------------------------------------------------------------------- */

const opened = new Promise((resolve) => {
  try {
    const asked = indexedDB.open("photos", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("photos", { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null);
  } catch {
    resolve(null); /* Storage may be forbidden: then photos are kept as long as the page. */
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

/* --- what she sees -------------------------------------------------------------------------------------------------- */

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

/* --- on the way ----------------------------------------------------------------------------------------------------- */

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
    failures = 0; /* the signal is back, however weak */
  }
  if (stopped.has(photo.key)) return;
  await forget(photo);
  show(photo, answer.state, answer.state === "kept" ? words.kept : answer.told, 100);
}

async function sendAll() {
  if (isSending || form?.dataset.whole) return; /* a product that is told without signal comes first, its photos after it */
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
addEventListener("sent", again); /* what they belong to has arrived: later.js */

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
  event.target.value = ""; /* or the form would send them once more */
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
