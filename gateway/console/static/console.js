"use strict";
// What pages do better with a script; each of them works without. ECMAScript 2017, for old phones.
(function () {
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  // A form is sent once. The key in it makes a second sending harmless anyway.
  all("form[data-once]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      // Later, so that the button that was pressed still goes along.
      setTimeout(() => all("button", form).forEach((button) => { button.disabled = true; }));
    });
  });
  // A page that comes back from the browser's memory holds a key that was used.
  window.addEventListener("pageshow", (event) => { if (event.persisted) { location.reload(); } });

  // What was typed survives a reload, a lost line and a new sign-in. It goes when a page tells
  // that it was taken, and not because it was sent: maybe nobody answered.
  if (document.querySelector(".told")) {
    try {
      Object.keys(sessionStorage).filter((name) => /^draft:.*:sent$/.test(name)).forEach((name) => {
        sessionStorage.removeItem(name);
        sessionStorage.removeItem(name.replace(/:sent$/, ""));
      });
    } catch (unkept) { /* a browser that keeps nothing */ }
  }
  const personal = /^(_|contact_|name$|phone$|email$|login$|code$|secret$)|password/;
  all("form[data-draft]").forEach((form) => {
    const place = "draft:" + form.dataset.draft;
    const kept = () => Array.from(form.elements).filter((field) =>
      field.name && !/^(hidden|file|password)$/.test(field.type) && !personal.test(field.name));
    const isChoice = (field) => /^(radio|checkbox)$/.test(field.type);
    try {
      const wasRefused = Boolean(document.querySelector(".summary"));
      sessionStorage.removeItem(place + ":sent");
      const draft = wasRefused ? null : JSON.parse(sessionStorage.getItem(place));
      if (draft) {
        kept().forEach((field) => {
          const typed = draft[field.name] || [];
          if (isChoice(field)) { field.checked = typed.includes(field.value); }
          else if (typed.length) { field.value = typed[0]; }
        });
        const folded = form.closest("details");
        if (folded) { folded.open = true; }
      }
      form.addEventListener("input", () => {
        const now = {};
        kept().filter((field) => !isChoice(field) || field.checked).forEach((field) => {
          (now[field.name] = now[field.name] || []).push(field.value);
        });
        sessionStorage.setItem(place, JSON.stringify(now));
      });
      form.addEventListener("submit", () => { sessionStorage.setItem(place + ":sent", "1"); });
    } catch (unkept) { /* a browser that keeps nothing */ }
  });
  // A person who signs out leaves nothing on the computer; what the worker was fetching meanwhile
  // is forgotten by the next page, which nobody can sign out of.
  const forget = () => {
    const worker = navigator.serviceWorker && navigator.serviceWorker.controller;
    if (worker) { worker.postMessage("sign-out"); }
  };
  const leaving = all("form[action='/desk/sign-out']");
  leaving.forEach((form) => {
    form.addEventListener("submit", () => {
      try { sessionStorage.clear(); } catch (unkept) { /* nothing there */ }
      forget();
    });
  });
  if (!leaving.length) { forget(); }

  // A refusal is read first.
  const first = document.querySelector("[data-focus]");
  if (first) { first.focus(); }

  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // 朗读, where the browser can.
  all("[data-read-aloud]").forEach((button) => {
    if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) { return; }
    const start = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      const wasReading = button.textContent !== start;
      speechSynthesis.cancel();
      button.textContent = wasReading ? start : button.dataset.readAloud;
      if (wasReading) { return; }
      const said = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
      said.lang = document.documentElement.lang;
      said.rate = 0.9;
      said.onend = () => { button.textContent = start; };
      speechSynthesis.speak(said);
    });
    window.addEventListener("pagehide", () => speechSynthesis.cancel());
  });

  // Two minutes before a session ends the page says so, and offers to go on.
  all("[data-ends-in]").forEach((notice) => {
    let timer = 0;
    const wait = (seconds) => {
      clearTimeout(timer);
      notice.hidden = true;
      timer = setTimeout(() => { notice.hidden = false; }, Math.max(0, seconds - 120) * 1000);
    };
    wait(Number(notice.dataset.endsIn));
    notice.querySelector("[data-stay]").addEventListener("click", () => {
      fetch("/api/v1/sessions/current", { headers: { Accept: "application/json" } }).then((answer) => {
        if (!answer.ok) { location.assign("/sign-in?to=" + encodeURIComponent(location.pathname + location.search)); return null; }
        return answer.json().then((session) => {
          wait(Math.min(Number(notice.dataset.endsIn), (Date.parse(session.ends_at) - Date.now()) / 1000));
        });
      }).catch(() => { /* the line is away: the notice stays */ });
    });
  });

  // Where the menu is one line, as on a phone, the page that is open stands in its middle.
  all(".side [aria-current]").forEach((here) => {
    const menu = here.parentElement;
    menu.scrollLeft = here.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
  });

  // j and k walk through a list, Enter opens.
  all("table[data-keys]").forEach((table) => {
    document.addEventListener("keydown", (event) => {
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) { return; }
      const links = all("td:first-child a", table), at = links.indexOf(document.activeElement);
      const next = event.key === "j" ? links[at + 1] : event.key === "k" ? links[at - 1] : null;
      if (next) { next.focus(); }
    });
  });

  // A region of figures is fetched again with its own page, while somebody looks at it. A desk that
  // was left is not kept signed in by it.
  let looks = 0;
  ["pointermove", "keydown"].forEach((kind) => window.addEventListener(kind, () => { looks = 0; }));
  all("[data-live][id]").forEach((region) => {
    const again = () => {
      looks += 1;
      if (looks > 10 || document.hidden || region.contains(document.activeElement)) { return; }
      fetch(location.href, { headers: { Accept: "text/html" } }).then((answer) => (
        answer.ok && !answer.redirected ? answer.text() : null
      )).then((text) => {
        const fresh = text && new DOMParser().parseFromString(text, "text/html").getElementById(region.id);
        if (fresh && fresh.innerHTML !== region.innerHTML) { region.innerHTML = fresh.innerHTML; }
      }).catch(() => { /* the line is down; later */ });
    };
    setInterval(again, 60000);
  });

  // What is on its way is there within seconds: the page is fetched again, less and less often, and
  // the part that waits gives way to the same part of the fresh page when that waits no more. The
  // rest stays as it is: what was typed, a refusal, and what a page tells only once.
  const soon = "[data-soon][id]";
  const look = (seconds) => setTimeout(() => {
    fetch(location.href, { headers: { Accept: "text/html" } }).then((answer) => (
      answer.ok && !answer.redirected ? answer.text() : null
    )).catch(() => null).then((text) => {
      const fresh = text && new DOMParser().parseFromString(text, "text/html");
      all(soon).forEach((part) => {
        const come = fresh && fresh.getElementById(part.id);
        if (!come || come.matches(soon)) { return; }
        const wasHere = part === document.activeElement;
        part.replaceWith(come);
        if (wasHere) { come.focus(); }
      });
      if (seconds < 60 && document.querySelector(soon)) { look(seconds * 2); }
    });
  }, seconds * 1000);
  if (document.querySelector(soon)) { look(1); }
})();
