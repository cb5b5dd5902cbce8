/* The portal without signal, as seen from a page: gives each form that may wait a key of its own, shows what waits, and asks the worker
 * (/nhom/sw.js), which keeps and sends the forms, to try again whenever there is hope. */
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

/* --- forms that may wait ---------------------------------------------------------------------------------------------- */

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

/* --- a product told on this phone ------------------------------------------------------------------------------------- */

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
    /* Storage may be forbidden: then what is typed lasts as long as the page. */
  }
}

function remember(key, form) {
  const before = told()?.key === key ? told().fields : {};
  const given = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "key", "sua"].includes(name));
  store({ key, fields: { ...before, ...Object.fromEntries(given) } });
}

if (whole) {
  const isAnswered = document.querySelector(".errors"); /* the server shows what she typed */
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

/* --- what waits ------------------------------------------------------------------------------------------------------- */

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
