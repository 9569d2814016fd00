"use strict";
// The figures of a page follow the street. A browser holds one stream for all its windows, where it
// can keep a turn; and where the gateway has no more streams, it asks now and then.
(function () {
  const region = document.querySelector("[data-stream]");
  if (!region || !window.EventSource) { return; }
  const at = region.dataset.stream;
  const channel = window.BroadcastChannel ? new BroadcastChannel("live " + at) : null;
  const wait = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });

  const written = (value, name) => {
    if (!/percent$/.test(name)) { return value.toLocaleString("en"); }
    return (Number.isInteger(value) ? value.toFixed(1) : String(value)) + "%";
  };
  const show = (text) => {
    const periods = {};
    JSON.parse(text).periods.forEach((one) => { periods[one.span] = one; });
    // Looked for each time, as the region is fetched again now and then.
    region.querySelectorAll("[data-figure]").forEach((place) => {
      const name = place.dataset.figure;
      const value = name.split(".").reduce((found, part) => (found ? found[part] : undefined), periods);
      if (typeof value === "number") { place.textContent = written(value, name); }
      // Nothing is counted yet.
      if (value === null) { place.textContent = "—"; }
    });
  };
  const tell = (text) => {
    show(text);
    if (channel) { channel.postMessage(text); }
  };
  if (channel) { channel.onmessage = (event) => { show(event.data); }; }

  // A lost line is taken up again by the browser itself; only a refusal ends this.
  const follow = () => new Promise((done) => {
    const source = new EventSource(at);
    source.addEventListener("figures", (event) => { tell(event.data); });
    source.onerror = () => { if (source.readyState === EventSource.CLOSED) { done(); } };
  });
  let tag = "";
  let isRefused = false;
  const ask = () => {
    const headers = { Accept: "application/json" };
    if (tag) { headers["If-None-Match"] = tag; }
    return fetch(at, { headers }).then((answer) => {
      isRefused = answer.status === 401 || answer.status === 403;
      if (answer.status !== 200) { return null; }
      tag = answer.headers.get("ETag") || "";
      return answer.text().then(tell);
    }).catch(() => { /* the line is down; later */ });
  };
  const lead = async () => {
    while (!isRefused) {
      await follow();
      for (let times = 0; times < 3 && !isRefused; times += 1) {
        await ask();
        // Not all at once, as many may have lost the same gateway.
        await wait(8 + 4 * Math.random());
      }
    }
  };
  if (navigator.locks) { navigator.locks.request("live " + at, lead); } else { lead(); }
})();
