"use strict";
// A small outbox for pages that work without a network: what is written lies in the phone under its
// key, and the key makes each count once. Rows belong to an account; no other sees or sends them.
window.linliOutbox = function (name, account, page) {
  const find = (selector) => document.querySelector(selector);
  const isEnglish = document.documentElement.lang === "en";
  const cannot = () => { find("[data-cannot]").hidden = false; };
  if (!window.indexedDB || !("serviceWorker" in navigator)) { cannot(); return null; }
  navigator.serviceWorker.register("/worker.js").catch(cannot);
  // The worker keeps the page as it is now.
  const keep = () => navigator.serviceWorker.ready
    .then((worker) => worker.active.postMessage(location.pathname)).catch(() => {});

  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 2);
    asked.onupgradeneeded = () => {
      const db = asked.result, rows = db.createObjectStore("rows", { keyPath: "key" });
      if (!db.objectStoreNames.contains("receptions")) { return; }
      // Receptions of the version before, which had no other rows, are sent as well.
      asked.transaction.objectStore("receptions").openCursor().onsuccess = (found) => {
        const at = found.target.result;
        if (!at) { db.deleteObjectStore("receptions"); return; }
        rows.put(Object.assign({ path: "/api/v1/receptions" }, at.value));
        at.continue();
      };
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const deal = (mode, work) => opened.then((db) => new Promise((resolve, reject) => {
    const one = db.transaction("rows", mode), asked = work(one.objectStore("rows"));
    one.oncomplete = () => resolve(asked.result);
    one.onabort = one.onerror = () => reject(one.error);
  }));
  const put = (row) => deal("readwrite", (store) => store.put(row));
  const drop = (row) => deal("readwrite", (store) => store.delete(row.key));
  const own = () => deal("readonly", (store) => store.getAll())
    .then((rows) => rows.filter((row) => row.account === account));
  const add = (row) => put(Object.assign({ key: crypto.randomUUID(), account: account }, row)).then(show);
  function show() {
    return own().then((rows) => {
      find("[data-waiting]").hidden = !rows.length;
      find("[data-count]").textContent = rows.length;
      page.show(rows);
      return rows;
    });
  }

  // Whether there is a network shows only when something was sent.
  const ask = (path, options) => fetch(path, Object.assign({ cache: "no-store" }, options));
  const sentence = (problem) => {
    const wrong = (problem.errors || []).map((one) => one[isEnglish ? "en" : "zh"]);
    return wrong.join(" ") || problem[isEnglish ? "en" : "zh"].detail;
  };
  function send(row, session) {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": row.key, "X-CSRF-Token": session.csrf_token };
    if (row.version) { headers["If-Match"] = "\"" + row.version + "\""; }
    return ask(row.path, { method: "POST", headers: headers, body: JSON.stringify(row.body) }).then((answer) => {
      if (answer.ok) { return answer.json().then((made) => drop(row).then(() => page.sent(row, made))); }
      if (answer.status === 401) { throw new Error("signed out"); }
      if (answer.status === 429 || answer.status >= 500) { throw new Error("later"); }
      return answer.json().then((problem) => {
        row.refused = sentence(problem);
        row.status = answer.status;
        return put(row);
      });
    });
  }
  let busy = null;
  function sync() {
    if (busy) { return busy; }
    busy = own().then((rows) => {
      const waiting = rows.filter((row) => !row.refused);
      if (!waiting.length && find("[data-away]").hidden) { return null; }
      return ask("/api/v1/sessions/current").then((answer) => {
        if (answer.status === 401) { throw new Error("signed out"); }
        if (!answer.ok) { throw new Error("later"); }
        return answer.json();
      }).then((session) => {
        // Somebody else is signed in by now: theirs is theirs.
        if (session.account !== account) { throw new Error("signed out"); }
        return waiting.reduce((before, row) => before.then(() => send(row, session)), Promise.resolve())
          .then(() => { if (waiting.length) { keep(); } });
      });
    }).then(() => "", (failure) => (failure.message === "signed out" ? "out" : "away")).then((how) => {
      find("[data-away]").hidden = how !== "away";
      find("[data-signed-out]").hidden = how !== "out";
      busy = null;
      return show();
    });
    return busy;
  }
  setInterval(sync, 30000);
  window.addEventListener("online", sync);
  keep();
  return { add, drop, own, put, show, sync };
};
