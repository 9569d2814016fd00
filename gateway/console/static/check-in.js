"use strict";
// Check-in without a network: who was pressed, how and when lies in the phone until it is sent.
// Sign-up numbers alone, no name; the page with the masked names goes when the activity is over.
(function () {
  const find = (selector, within) => (within || document).querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const form = find("form[data-check-in]");
  const outbox = form && window.linliOutbox("linli-check-in", form.dataset.checkIn, { show, sent });
  if (!outbox) { return; }
  const CHANGED = 412;

  const rowOf = (id) => find("[data-person='" + id + "']", form);
  const word = (presence) => find("[data-presence='" + presence + "']", form).textContent.trim();
  function press(person, presence) {
    all("[data-presence]", person).forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.presence === presence));
    });
  }
  function show(rows) {
    all("[data-person]", form).forEach((person) => {
      const row = rows.find((one) => one.sign_up === person.dataset.person);
      find("[data-unsent]", person).hidden = !row;
      if (row) { press(person, row.body.presence); }
    });
    find("[data-rows]").replaceChildren(...rows.filter((row) => row.refused || row.body.number).map(shown));
  }
  function shown(row) {
    const item = find("[data-row]").content.cloneNode(true), why = find("[data-why]", item);
    find("[data-what]", item).textContent = row.body.number ? row.body.number : row.turn + " · " + word(row.body.presence);
    if (row.refused) {
      why.textContent = row.refused;
      why.hidden = find("[data-deeds]", item).hidden = false;
      // Somebody else wrote it down meanwhile: said, and the holder of the phone decides.
      find("[data-anyway]", item).hidden = row.status !== CHANGED;
      find("[data-anyway]", item).addEventListener("click", () => {
        delete row.refused;
        delete row.version;
        // Another request, so another key.
        outbox.drop(row).then(() => { row.key = crypto.randomUUID(); return outbox.put(row); }).then(outbox.sync);
      });
      find("[data-drop]", item).addEventListener("click", () => outbox.drop(row).then(() => location.reload()));
    }
    return item;
  }
  function sent(row, made) {
    find("[data-sent]").hidden = false;
    const person = row.sign_up && rowOf(row.sign_up);
    if (person) {
      person.dataset.version = made.version;
      press(person, made.presence);
    }
    // What was pressed again while this was on its way follows on it.
    return outbox.own().then((rows) => Promise.all(rows
      .filter((one) => row.sign_up && one.sign_up === row.sign_up && !one.refused)
      .map((one) => outbox.put(Object.assign(one, { version: made.version })))));
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-presence]"), person = button && button.closest("[data-person]");
    if (!person) { return; }
    event.preventDefault();
    const minutes = find("input", person), body = { presence: button.dataset.presence };
    if (minutes && minutes.value && button.closest("details")) { body.minutes = Number(minutes.value); }
    find("[data-sent]").hidden = true;
    const id = person.dataset.person;
    outbox.own().then((rows) => Promise.all(rows.filter((row) => row.sign_up === id).map(outbox.drop)))
      .then(() => outbox.add({
        path: "/api/v1/sign-ups/" + id + "/attendance", sign_up: id, turn: person.dataset.turn,
        version: Number(person.dataset.version), body: body,
      })).then(outbox.sync);
  });
  const door = find("form[data-door]");
  if (door) {
    door.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const given = new FormData(door);
      const body = {
        shift_id: given.get("shift_id"), number: given.get("number").trim(), guardian_agrees: given.has("guardian_agrees"),
      };
      outbox.add({ path: "/api/v1/sign-ups/unannounced", body: body }).then(() => {
        door.elements.number.value = "";
        door.elements.guardian_agrees.checked = false;
      }).then(outbox.sync);
    }, true);
  }
  // When the activity is over, the phone forgets who was there.
  const left = Date.parse(form.dataset.until) - Date.now();
  const forget = () => { if (window.caches) { caches.delete("linli-check-in"); } };
  if (left <= 0) { forget(); } else if (left < 86400000) { setTimeout(forget, left); }
  outbox.show().then(outbox.sync);
})();
