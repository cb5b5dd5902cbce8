{% comment %}
Works behind the pages of the portal: shows what was open before when there is no signal, keeps forms that could not be sent and sends them
later, each under the key that the page gave it, so that the center's server lets each of them act once. settings: storefront.portal.views.offline.
Forms wait in the data base "portal" of the phone. They belong to the person whose mark they carry and are sent only while she is signed in.
{% endcomment %}const SHOP = {{ settings|safe }};
const SHELL = `portal-files-${SHOP.version}`;
const PAGES = "portal-pages";
const PATIENCE_MS = 4000;
const SENDING_MS = 15000;
const DAY_MS = 24 * 3600 * 1000;
const SHOWN_MS = 7 * DAY_MS;
const KEPT_MS = 14 * DAY_MS;
const BROKEN = [502, 503, 504];
let sending = null;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fillShell());
});

self.addEventListener("activate", (event) => event.waitUntil(tidyUp()));
self.addEventListener("sync", (event) => event.waitUntil(sendAll()));

self.addEventListener("message", (event) => {
  const asked = event.data.ask;
  if (asked === "send") event.waitUntil(sendAll().catch(() => {}));
  if (asked === "leave") event.waitUntil(forgetAll());
  if (asked === "here") event.waitUntil(comeIn(event.data).catch(() => {}));
  if (asked === "drop") event.waitUntil(stored("readwrite", (jobs) => jobs.delete(event.data.key)).then(tell));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const isPage = request.mode === "navigate" && url.pathname.startsWith(SHOP.scope);
  if (isPage && request.method === "POST") event.respondWith(posted(request));
  else if (isPage && request.method === "GET") event.respondWith(opened(event));
  else if (request.method === "GET" && SHOP.files.includes(url.pathname)) event.respondWith(loaded(request));
});

{# --- what is kept ------------------------------------------------------------------------------------------------------------ #}async function fillShell() {
  const shell = await caches.open(SHELL);
  await shell.addAll([...SHOP.files, SHOP.offline]);
}

async function tidyUp() {
  for (const name of await caches.keys()) if (name.startsWith("portal-") && name !== SHELL) await caches.delete(name);
  await self.clients.claim();
}

async function forgetAll() {
  for (const name of await caches.keys()) if (name.startsWith("portal-")) await caches.delete(name);
  await stored("readwrite", (jobs) => {
    const all = jobs.openCursor();
    all.onsuccess = () => {
      const at = all.result;
      if (!at) return;
      if (at.value.state !== "waiting") at.delete();
      at.continue();
    };
    return all;
  });
}

{# Somebody else, or another of her groups: pages kept for the one before are not for her. #}async function comeIn({ seat, wants }) {
  const pages = await caches.open(PAGES);
  const before = await (await pages.match("/seat"))?.text();
  if (before !== seat) {
    if (before !== undefined) await caches.delete(PAGES);
    await (await caches.open(PAGES)).put("/seat", new Response(seat));
  }
  const shell = await caches.open(SHELL);
  if (!(await shell.match(SHOP.offline))) await fillShell();
  await forgetOld();
  for (const url of wants) {
    const kept = await (await caches.open(PAGES)).match(url, { ignoreVary: true });
    if (!kept) await keep(url, await fetch(url, { redirect: "manual" }));
  }
}

{# Names and places of customers do not stay on the phone for longer than they are of use. #}async function forgetOld() {
  const pages = await caches.open(PAGES);
  for (const url of await pages.keys()) {
    const at = (await pages.match(url, { ignoreVary: true }))?.headers.get("X-Kept-At");
    if (at && Date.now() - new Date(at) > KEPT_MS) await pages.delete(url);
  }
}

async function keep(url, response) {
  if ([403, 404, 410].includes(response.status)) await (await caches.open(PAGES)).delete(url);
  if (!response.ok || !(response.headers.get("Content-Type") ?? "").startsWith("text/html")) return;
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("X-Kept-At", new Date().toISOString());
  await (await caches.open(PAGES)).put(url, new Response(await response.text(), { headers }));
}

async function loaded(request) {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await shell.put(request, response.clone());
  return response;
}

{# --- pages ------------------------------------------------------------------------------------------------------------------- #}async function opened(event) {
  const url = new URL(event.request.url);
  url.hash = "";
  const fresh = fetch(event.request).then(async (response) => {
    if (BROKEN.includes(response.status)) throw new Error(String(response.status));
    const copy = response.clone();
    event.waitUntil(url.pathname.startsWith(SHOP.door) ? caches.delete(PAGES) : keep(url.href, copy));
    return response;
  });
  const asked = fresh.catch(() => null);
  event.waitUntil(asked);
  const kept = await (await caches.open(PAGES)).match(url.href, { ignoreVary: true, ignoreSearch: url.pathname === SHOP.whole });
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const first = await (kept ? Promise.race([asked, patience]) : asked);
  if (first) return first;
  return kept ? marked(kept) : offline();
}

async function marked(kept) {
  const at = new Date(kept.headers.get("X-Kept-At"));
  const time = at.toLocaleString(SHOP.language, { hour: "2-digit", minute: "2-digit", day: "numeric", month: "numeric" });
  const words = SHOP.words.kept.replace("{time}", time);
  const text = (await kept.text()).replace("data-kept hidden>", `data-kept>${words}`);
  return new Response(text, { headers: kept.headers });
}

async function offline() {
  const kept = await caches.match(SHOP.offline, { ignoreVary: true });
  return kept ?? new Response(`<!doctype html><meta charset="utf-8"><p>${SHOP.words.offline}`, { headers: { "Content-Type": "text/html" } });
}

{# --- forms ------------------------------------------------------------------------------------------------------------------- #}async function posted(request) {
  const copy = request.clone();
  try {
    const late = new Promise((resolve, reject) => setTimeout(reject, SENDING_MS, new Error("late")));
    const response = await Promise.race([fetch(request), late]);
    if (!BROKEN.includes(response.status)) return response;
  } catch {
    {# No signal, or none that is worth its name. #}
  }
  const path = new URL(request.url).pathname;
  const form = await copy.formData();
  if (form.get(SHOP.key)) {
    await put(jobOf(path, form));
    await self.registration.sync?.register("send").catch(() => {});
    return Response.redirect(SHOP.waiting, 303);
  }
  if (!path.startsWith(SHOP.add)) return offline();
  const draft = path.slice(SHOP.add.length).split("/")[0];
  return Response.redirect(draft.length === 36 ? `${SHOP.whole}?mon=${draft}` : SHOP.whole, 303);
}

{# What she wrote last on the same page replaces what the center cannot have seen yet. A new product has a key of its own. #}async function put(job) {
  const all = await stored("readonly", (jobs) => jobs.getAll());
  const replaced = all.filter((one) => one.url === job.url && one.person === job.person && one.state === "waiting" && !one.isTried);
  const isProduct = job.fields.some(([name]) => name === "key");
  for (const one of isProduct ? [] : replaced) await stored("readwrite", (jobs) => jobs.delete(one.key));
  await stored("readwrite", (jobs) => jobs.put(job));
}

function jobOf(url, form) {
  const own = ["csrfmiddlewaretoken", "viec", "nguoi", "trang"];
  const fields = [...form].filter(([name, value]) => !own.includes(name) && typeof value === "string");
  const shown = { words: form.get("viec"), person: form.get("nguoi"), page: form.get("trang"), told: "" };
  return { key: form.get(SHOP.key), url, fields, ...shown, state: "waiting", isTried: navigator.onLine, at: Date.now() };
}

function sendAll() {
  sending ??= sendWaiting().finally(() => (sending = null));
  return sending;
}

async function sendWaiting() {
  const all = (await stored("readonly", (jobs) => jobs.getAll())) ?? [];
  for (const job of all) if (job.state !== "waiting" && Date.now() - job.at > SHOWN_MS) await stored("readwrite", (jobs) => jobs.delete(job.key));
  const waiting = all.filter((job) => job.state === "waiting").sort((one, other) => one.at - other.at);
  if (!waiting.length) return;
  const who = await (await fetch(SHOP.who, { redirect: "error" })).json();
  let broken = null;
  for (const job of waiting) if (job.person === who.person) await send(job, who.token).catch((error) => (broken = error));
  if (broken) throw broken; {# so that Background Sync tries again #}
}

async function send(job, token) {
  await stored("readwrite", (jobs) => jobs.put({ ...job, isTried: true }));
  const body = new URLSearchParams([...job.fields, ["csrfmiddlewaretoken", token]]);
  const response = await fetch(job.url, { method: "POST", body, headers: { [SHOP.later]: "1" }, redirect: "manual" });
  if (response.status >= 500 || response.type === "opaqueredirect") throw new Error(String(response.status));
  const answer = response.ok ? await response.json() : { state: "refused", told: SHOP.words.refused, leads_to: job.page };
  const ended = { ...job, state: answer.state, told: answer.told, page: answer.leads_to || job.page, fields: [], at: Date.now() };
  await stored("readwrite", (jobs) => jobs.put(ended));
  await tell();
}

async function tell() {
  for (const page of await self.clients.matchAll()) page.postMessage({ told: "sendings" });
}

{# --- the phone's data base ---------------------------------------------------------------------------------------------------- #}function stored(mode, act) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("portal", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("sendings", { keyPath: "key" });
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const base = asked.result;
      const moved = base.transaction("sendings", mode);
      const found = act(moved.objectStore("sendings"));
      moved.oncomplete = () => {
        base.close();
        resolve(found.result);
      };
      moved.onerror = moved.onabort = () => {
        base.close();
        reject(moved.error);
      };
    };
  });
}
