"use strict";
// Receptions without a network: kept here with their key, then sent; the key makes each count once.
// Only numbers, places and times are kept, no word about a resident. Rows belong to an account.
(function () {
  const find = (selector, within) => (within || document).querySelector(selector);
  const form = find("form[data-duty]"), account = form && form.dataset.duty;
  if (!form) { return; }
  if (!window.indexedDB || !("serviceWorker" in navigator)) { find("[data-cannot]").hidden = false; return; }
  navigator.serviceWorker.register("/worker.js").catch(() => { find("[data-cannot]").hidden = false; });

  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("linli-duty", 1);
    asked.onupgradeneeded = () => { asked.result.createObjectStore("receptions", { keyPath: "key" }); };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const deal = (mode, work) => opened.then((db) => new Promise((resolve, reject) => {
    const one = db.transaction("receptions", mode), asked = work(one.objectStore("receptions"));
    one.oncomplete = () => resolve(asked.result);
    one.onabort = one.onerror = () => reject(one.error);
  }));
  const put = (row) => deal("readwrite", (store) => store.put(row));
  const drop = (row) => deal("readwrite", (store) => store.delete(row.key));
  const own = () => deal("readonly", (store) => store.getAll())
    .then((rows) => rows.filter((row) => row.account === account));

  // The clock on the wall of Shenzhen, wherever the phone thinks it is.
  const now = () => new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 16);
  const clock = form.elements.held_at;
  const label = (value) => {
    const choice = find("input[value='" + value + "']", form);
    return choice ? choice.closest("label").innerText.trim() : "";
  };

  function shown(row) {
    const item = find("[data-row]").content.cloneNode(true);
    const what = find("[data-what]", item), why = find("[data-why]", item);
    what.textContent = what.dataset.what.replace("#", row.body.visitors);
    find("[data-when]", item).textContent = label(row.body.channel) + " · " + row.body.held_at.replace("T", " ").slice(0, 16);
    if (row.refused) {
      why.textContent = row.refused;
      why.hidden = find("[data-deeds]", item).hidden = false;
      find("[data-correct]", item).addEventListener("click", () => {
        Object.keys(row.body).forEach((name) => {
          const value = name === "held_at" ? row.body[name].slice(0, 16) : String(row.body[name]);
          const field = form.elements[name];
          if (field) { field.value = value; }
        });
        drop(row).then(show);
        form.elements.visitors.focus();
      });
      find("[data-drop]", item).addEventListener("click", () => drop(row).then(show));
    }
    return item;
  }
  function show() {
    return own().then((rows) => {
      find("[data-waiting]").hidden = !rows.length;
      find("[data-count]").textContent = rows.length;
      find("[data-rows]").replaceChildren(...rows.map(shown));
      return rows;
    });
  }

  // Whether there is a network shows only when something was sent.
  const ask = (path, options) => fetch(path, Object.assign({ cache: "no-store" }, options));
  function send(row, session) {
    return ask("/api/v1/receptions", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": row.key, "X-CSRF-Token": session.csrf_token },
      body: JSON.stringify(row.body),
    }).then((answer) => {
      if (answer.ok) { return drop(row).then(() => { find("[data-sent]").hidden = false; }); }
      if (answer.status === 401) { throw new Error("signed out"); }
      if (answer.status === 429 || answer.status >= 500) { throw new Error("later"); }
      return answer.json().then((problem) => {
        const wrong = (problem.errors || []).map((one) => one[document.documentElement.lang === "en" ? "en" : "zh"]);
        row.refused = wrong.join(" ") || problem[document.documentElement.lang === "en" ? "en" : "zh"].detail;
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
        return waiting.reduce((before, row) => before.then(() => send(row, session)), Promise.resolve());
      });
    }).then(() => "", (failure) => (failure.message === "signed out" ? "out" : "away")).then((how) => {
      find("[data-away]").hidden = how !== "away";
      find("[data-signed-out]").hidden = how !== "out";
      busy = null;
      return show();
    });
    return busy;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const body = {};
    new FormData(form).forEach((value, name) => { if (name[0] !== "_" && value) { body[name] = value; } });
    body.visitors = Number(body.visitors);
    body.held_at = body.held_at.slice(0, 16) + ":00+08:00";
    find("[data-sent]").hidden = true;
    put({ key: crypto.randomUUID(), account: account, body: body }).then(() => {
      form.elements.visitors.value = "";
      clock.value = now();
      return show();
    }).then(sync);
  }, true);
  // A copy that was kept shows the time at which it was kept.
  if (!find(".summary")) { clock.value = now(); }
  setInterval(sync, 30000);
  window.addEventListener("online", sync);
  show().then(sync);
})();
