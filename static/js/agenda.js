"use strict";
// Drags a row of the day plan by its grip; the buttons beside it do the same from the keyboard.
(() => {
  let held = null;
  const rows = () => [...document.querySelectorAll("[data-plan] > [data-row]")];
  const show = () => { for (const grip of document.querySelectorAll("[data-grip]")) grip.hidden = false; };

  function under(y) {
    const all = rows();
    const below = all.findIndex((row) => y < row.getBoundingClientRect().top + row.offsetHeight / 2);
    return below < 0 ? all.length : below;
  }

  function mark(gap) {
    rows().forEach((row, number) => {
      row.toggleAttribute("data-before", number === gap);
      row.toggleAttribute("data-after", number === gap - 1 && gap === rows().length);
    });
  }

  document.addEventListener("pointerdown", (event) => {
    const grip = event.button === 0 && event.target.closest("[data-grip]");
    if (!grip) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    held = { row: grip.closest("[data-row]"), from: rows().indexOf(grip.closest("[data-row]")), gap: null };
    held.row.dataset.held = "1";
  });
  document.addEventListener("pointermove", (event) => held && mark((held.gap = under(event.clientY))));
  function drop(keep) {
    if (!held) return;
    const { row, from, gap } = held;
    held = null;
    delete row.dataset.held;
    mark(-1);
    const to = gap === null || gap <= from ? gap : gap - 1;
    if (!keep || to === null || to === from) return;
    const button = document.getElementById("plan-move");
    button.value = `move:${from}:${to}`;
    button.disabled = false;
    button.click();
  }
  document.addEventListener("pointerup", () => drop(true));
  document.addEventListener("pointercancel", () => drop(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && drop(false));
  document.addEventListener("htmx:afterSwap", show);
  show();
})();
