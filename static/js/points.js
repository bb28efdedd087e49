"use strict";
// 100 points: the sum in view at every tap, a draft on the server, handed in at exactly 100.
(() => {
  const form = () => document.querySelector("[data-points]");
  const number = (input) => (/^\d{1,3}$/.test(input.value.trim()) ? Number(input.value) : NaN);
  const inputs = () => [...form().querySelectorAll("input[name^=points-]")];
  const spent = () => inputs().reduce((total, input) => total + (number(input) || 0), 0);

  function show() {
    const here = form();
    if (!here) return;
    const [sum, left] = [spent(), 100 - spent()];
    here.querySelector("[data-sum]").textContent = sum;
    here.querySelector("[data-rest]").textContent = Math.abs(left);
    here.querySelector("[data-over]").hidden = left >= 0;
    here.querySelector("[data-under]").hidden = left < 0;
    here.querySelector("[data-bar]").value = Math.min(sum, 100);
    for (const input of inputs()) {
      const [points, row] = [number(input) || 0, input.closest("li")];
      input.classList.toggle("zero", points === 0);
      if (input.value.trim() && !(number(input) <= 100)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      row.querySelector("progress").value = points;
      row.querySelector("[data-step='-1']").disabled = points === 0;
      row.querySelector("[data-step='1']").disabled = left <= 0;
    }
    const text = left > 0 ? here.dataset.more.replace("%s", left) : left < 0 ? here.dataset.less.replace("%s", -left) : here.dataset.even;
    here.querySelector("[data-dock-text]").textContent = text;
    here.querySelector("[data-hand-in]").setAttribute("aria-disabled", String(left !== 0));
  }

  function changed() {
    show();
    document.getElementById("saved").textContent = ""; // until this, too, is saved
    form().dataset.dirty = Date.now();
    form().dispatchEvent(new CustomEvent("points:changed", { bubbles: true }));
  }

  document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-points] [data-step]");
    if (!step) return;
    const row = step.closest("li");
    const input = row.querySelector("input");
    const most = (number(input) || 0) + Math.max(100 - spent(), 0);
    const by = Number(step.dataset.step) * Number(form().querySelector("[data-by]:checked").value);
    const next = Math.max((number(input) || 0) + by, 0);
    input.value = by > 0 ? Math.min(next, most) : next;
    changed();
    if (step.disabled) input.focus({ preventScroll: true });
  });
  document.addEventListener("input", (event) => event.target.matches("[data-points] input[name^=points-]") && changed());
  // A tap on the quiet button says what is missing instead of sending.
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.target.matches?.("[data-hand-in][aria-disabled=true]")) return;
    event.preventDefault();
    document.getElementById("say").textContent = form().querySelector("[data-dock-text]").textContent;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (form() && event.target.id === "saved" && event.target.textContent) delete form().dataset.dirty;
    show();
  });
  show();
})();
