"use strict";
// The value diamond: tap a value and then a place, or drag, or use the keys. What one holds is known here alone.
(() => {
  let held = ""; // public id of the card in hand
  let drag = null;

  const root = () => document.querySelector("[data-diamond]");
  const board = () => document.getElementById("board");
  const card = (id) => board().querySelector(`[data-card="${CSS.escape(id)}"]`);
  const say = (text) => (document.getElementById("say").textContent = text);
  const put = (text, word, row) => text.replace("%r", row).replace("%s", () => word);

  function show() {
    const here = root();
    if (!here) return;
    const holding = held && card(held);
    if (held && !holding) held = "";
    here.classList.toggle("holding", Boolean(holding));
    for (const each of board().querySelectorAll("[data-card]")) each.setAttribute("aria-pressed", String(each === holding));
    for (const text of board().querySelectorAll("[data-slot-text]")) text.textContent = holding ? here.dataset.here : "";
    const dock = document.querySelector("[data-dock]");
    const line = dock.querySelector("[data-dock-text]");
    line.dataset.rest ||= line.textContent;
    const rest = board().querySelector("[data-free]") ? line.dataset.rest : here.dataset.full;
    line.textContent = holding ? put(here.dataset.held, holding.dataset.word) : rest;
    dock.querySelector("[data-release]").hidden = !holding;
    const proposer = holding && holding.parentElement.querySelector("[data-proposer]");
    dock.querySelector("[data-withdraw-word]").hidden = !proposer || proposer.dataset.proposer !== here.dataset.me;
    const agree = dock.querySelector("[data-agree]");
    if (agree) {
      const agreed = board().querySelector("[data-agreed]");
      const yes = agreed?.dataset.agreed.split(" ").includes(here.dataset.me);
      agree.hidden = Boolean(holding) || !agreed;
      agree.querySelector("[data-yes]").hidden = yes;
      agree.querySelector("[data-no]").hidden = !yes;
    }
    dock.querySelector("[data-return]").hidden = !holding || !holding.closest("[data-row]");
  }

  function hold(id) {
    const before = held && card(held);
    held = held === id ? "" : id;
    show();
    say(held ? put(root().dataset.held, card(held).dataset.word) : put(root().dataset.dropped, before ? before.dataset.word : ""));
  }

  function place(id, place) {
    const here = root();
    const slot = place.dataset.slot;
    const word = card(id).dataset.word;
    const there = slot === "0" ? "" : place.querySelector("[data-card]")?.dataset.card || "";
    held = "";
    show();
    const values = slot === "0" ? { card: id, slot } : { card: id, slot, expected: there };
    let moved = false;
    const hear = (event) => (moved = event.detail.successful && event.detail.xhr.status < 400);
    here.addEventListener("htmx:afterRequest", hear, { once: true });
    window.htmx.ajax("POST", here.dataset.url, { source: here, target: "#board", swap: "innerHTML", values }).then(() => {
      const now = board() && card(id);
      if (!now) return;
      if (!moved) {
        held = id; // refused: still in hand
        return show();
      }
      now.focus({ preventScroll: true });
      const row = now.closest("[data-row]")?.dataset.row;
      say(put(row ? here.dataset.placed : here.dataset.returned, word, row));
    });
  }

  function withdraw(id) {
    const url = document.querySelector("[data-dock]").dataset.withdraw;
    held = "";
    window.htmx.ajax("POST", url, { source: root(), target: "#board", swap: "innerHTML", values: { card: id } });
  }

  document.addEventListener("click", (event) => {
    if (!root()) return;
    if (event.target.closest("[data-release]")) return void (held && hold(held));
    if (event.target.closest("[data-return]")) return void (held && place(held, board().querySelector(".pools")));
    if (event.target.closest("[data-withdraw-word]")) return void withdraw(held);
    const button = event.target.closest("#board [data-slot] button");
    if (!button || drag?.done) return;
    const slot = button.closest("[data-slot]");
    if (held && button.dataset.card !== held && slot.dataset.slot !== "0") place(held, slot);
    else if (button.dataset.card) hold(button.dataset.card);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && held && root()) hold(held);
    const button = event.target.closest?.("#board button");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!button || !step) return;
    const all = [...board().querySelectorAll("button:not([disabled])")];
    all[all.indexOf(button) + step]?.focus();
    event.preventDefault();
  });

  // Dragging: by mouse from anywhere on a stone; by touch after a short press, so that the page still scrolls.
  document.addEventListener("pointerdown", (event) => {
    const stone = event.target.closest("#board [data-card]");
    if (!stone || stone.disabled || event.button !== 0) return;
    drag = { stone, id: event.pointerId, x: event.clientX, y: event.clientY, on: false, done: false, ready: event.pointerType !== "touch" };
    const mine = drag;
    if (!mine.ready) setTimeout(() => drag === mine && !mine.over && mine.stone.isConnected && lift(mine), 220);
  });

  function lift(mine) {
    mine.ready = mine.on = true;
    mine.stone.setPointerCapture(mine.id);
    mine.stone.classList.add("dragging");
    navigator.vibrate?.(10);
  }

  document.addEventListener("pointermove", (event) => {
    if (!drag || drag.over || event.pointerId !== drag.id) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.on) {
      if (Math.hypot(dx, dy) < 8) return;
      if (!drag.ready) return void (drag.over = true); // the finger scrolls
      lift(drag);
    }
    drag.stone.style.transform = `translate(${dx}px, ${dy}px)`;
    mark(under(event));
    if (event.clientY < 90) window.scrollBy(0, -12);
    if (event.clientY > window.innerHeight - 90) window.scrollBy(0, 12);
  });
  // While a stone is lifted the page stands still under the finger.
  document.addEventListener("touchmove", (event) => drag?.on && !drag.over && event.preventDefault(), { passive: false });

  const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("#board [data-slot]");

  function mark(place) {
    for (const each of document.querySelectorAll(".over[data-slot]")) each.classList.remove("over");
    if (place) place.classList.add("over");
  }

  function drop(event, dropped) {
    if (!drag || event.pointerId !== drag.id) return;
    const { stone, on } = drag;
    const target = on && dropped && under(event);
    drag.over = true;
    mark(null);
    stone.classList.remove("dragging");
    stone.style.transform = "";
    if (on) {
      drag.done = true; // swallow the click that follows
      setTimeout(() => (drag = null), 0);
      const from = stone.closest("[data-slot]");
      if (target && from && target !== from) place(stone.dataset.card, target);
    } else drag = null;
  }

  document.addEventListener("pointerup", (event) => drop(event, true));
  document.addEventListener("pointercancel", (event) => drop(event, false));

  document.addEventListener("live:updated", (event) => event.target.id === "board" && show());
  document.addEventListener("htmx:afterSwap", () => root() && show());
})();
