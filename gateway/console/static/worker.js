"use strict";
// Keeps the pages that work without a network, with their files, until the time that they say;
// nothing else. Of several activities only the last one is kept.
const KEPT = { "linli-duty": /^\/desk\/duty$/, "linli-check-in": /^\/desk\/activities\/[0-9a-f-]{36}\/check-in$/ };
const nameOf = (path) => Object.keys(KEPT).find((name) => KEPT[name].test(path));
const isOver = (text) => {
  const until = /data-until="([^"]+)"/.exec(text);
  return Boolean(until) && Date.parse(until[1]) <= Date.now();
};
// Counts the sign-outs: what is fetched while somebody signs out is not kept.
let signOuts = 0;
async function forget() {
  signOuts += 1;
  await Promise.all(Object.keys(KEPT).map((name) => caches.delete(name)));
}
async function keep(path) {
  const name = nameOf(path), before = signOuts;
  if (!name) { return; }
  const page = await fetch(path + "?kept=1", { cache: "no-store" });
  if (!page.ok || page.redirected) { return; }
  const text = await page.clone().text(), files = new Set(text.match(/\/static\/[0-9a-f]+\/[\w.-]+/g));
  await caches.delete(name);
  if (isOver(text) || signOuts !== before) { return; }
  const kept = await caches.open(name);
  await kept.addAll([...files]);
  await kept.put(path, page);
  if (signOuts !== before) { await caches.delete(name); }
}
async function found(request, path) {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (!kept || !nameOf(path) || !isOver(await kept.clone().text())) { return kept || Response.error(); }
  await caches.delete(nameOf(path));
  return Response.error();
}
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const done = event.data === "sign-out" ? forget() : keep(event.data);
  event.waitUntil(done.catch(() => {}));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) { return; }
  if (!nameOf(url.pathname) && !url.pathname.startsWith("/static/")) { return; }
  event.respondWith(fetch(event.request).catch(() => found(event.request, url.pathname)));
});
