"use strict";
// Receptions without a network. Only numbers, places and times are kept, no word about a resident.
(function () {
  const find = (selector, within) => (within || document).querySelector(selector);
  const form = find("form[data-duty]");
  const outbox = form && window.linliOutbox("linli-duty", form.dataset.duty, {
    show: (rows) => find("[data-rows]").replaceChildren(...rows.map(shown)),
    sent: () => { find("[data-sent]").hidden = false; },
  });
  if (!outbox) { return; }

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
        outbox.drop(row).then(outbox.show);
        form.elements.visitors.focus();
      });
      find("[data-drop]", item).addEventListener("click", () => outbox.drop(row).then(outbox.show));
    }
    return item;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const body = {};
    new FormData(form).forEach((value, name) => { if (name[0] !== "_" && value) { body[name] = value; } });
    body.visitors = Number(body.visitors);
    body.held_at = body.held_at.slice(0, 16) + ":00+08:00";
    find("[data-sent]").hidden = true;
    outbox.add({ path: "/api/v1/receptions", body: body }).then(() => {
      form.elements.visitors.value = "";
      clock.value = now();
    }).then(outbox.sync);
  }, true);
  // A copy that was kept shows the time at which it was kept.
  if (!find(".summary")) { clock.value = now(); }
  outbox.show().then(outbox.sync);
})();
