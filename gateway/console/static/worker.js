"use strict";
// Keeps the page of duty and its files, so that it opens without a network; nothing else.
const KEPT = "linli-duty", PAGE = "/desk/duty";
async function keep() {
  const page = await fetch(PAGE + "?kept=1", { cache: "no-store" });
  if (!page.ok || page.redirected) { throw new Error("not signed in"); }
  const files = new Set((await page.clone().text()).match(/\/static\/[0-9a-f]+\/[\w.]+/g));
  await caches.delete(KEPT);
  const kept = await caches.open(KEPT);
  await kept.addAll([...files]);
  await kept.put(PAGE, page);
}
self.addEventListener("install", (event) => { self.skipWaiting(); event.waitUntil(keep()); });
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url), isPage = url.pathname === PAGE;
  if (event.request.method !== "GET" || url.origin !== location.origin) { return; }
  if (!isPage && !url.pathname.startsWith("/static/")) { return; }
  event.respondWith(fetch(event.request).then((answer) => {
    if (isPage && answer.ok && !answer.redirected) { event.waitUntil(keep().catch(() => {})); }
    return answer;
  }, () => caches.match(event.request, { ignoreSearch: true }).then((kept) => kept || Response.error())));
});
