"use strict";
// The stage's pages: a phone that follows without taking the pen out of anybody's hand, a cockpit that obeys
// a presenter remote, screens that stay awake.
(() => {
  const [own, moved] = [() => document.getElementById("own"), document.getElementById("moved")];
  const step = () => document.getElementById("step")?.dataset.step;

  // What only a press sends, and nobody has pressed.
  const mine = (field) => !field.closest("[data-resend]") && (field.value !== field.defaultValue || (field.value && field.closest("[data-keep]")));
  const unsent = () => [...(own()?.querySelectorAll("textarea, input[type=text]") || [])].some(mine);
  const writing = () => {
    if (unsent() || own()?.querySelector("[data-keep][data-dirty]")) return true;
    const field = document.activeElement;
    if (field?.closest("[data-points]") && step()?.endsWith("-closed")) return false; // no more is taken
    return Boolean(field && own()?.contains(field) && field.matches("textarea, input[type=text]") && field.value);
  };

  function follow() {
    if (!own() || step() === undefined || over) return;
    if (own().dataset.own === step()) moved.hidden = true;
    else if (writing() || document.documentElement.hasAttribute("data-unsent")) stay();
    else leave();
  }

  // What is kept by itself is sent before it leaves the screen; what can't be, keeps the screen.
  async function leave(pressed) {
    const waits = `form[data-resend][data-dirty]${pressed ? ":not([data-refused])" : ""}`; // who goes on leaves what was refused
    const dirty = () => [...(own()?.querySelectorAll(waits) || [])];
    for (const form of dirty()) window.htmx.trigger(form, form.dataset.resend);
    for (let wait = 0; wait < 50 && dirty().length; wait++) await new Promise((resolve) => setTimeout(resolve, 100));
    if (dirty().length) stay();
    else over ? location.reload() : catchUp();
  }

  // What is sent by a press only is lost when the page goes on.
  function stay() {
    moved.classList.toggle("loses", unsent() || Boolean(own().querySelector("form:is([data-keep], [data-refused])")));
    moved.classList.toggle("over", over);
    if (over) document.querySelector("#strip .clock")?.remove(), own().querySelectorAll("[data-keep] button").forEach((each) => (each.disabled = true)); // it runs for nobody, and nobody takes anything
    moved.hidden = false;
  }

  // The answer says which step it shows; while it is behind, it is asked for again.
  let [asking, over, resumed] = [false, false, false];
  function catchUp(again) {
    moved.hidden = true;
    if (asking) return;
    [asking, resumed] = [true, Boolean(again)];
    const done = () => ((asking = false), setTimeout(follow, 1000));
    window.htmx.ajax("GET", own().dataset.url, { target: "#own", swap: "outerHTML" }).then(done, done);
    if (!again) window.scrollTo(0, 0);
  }
  // What another in the group writes comes into the field of whoever is not writing in it.
  const idle = (form) => form.elements.group && !form.dataset.dirty && !form.contains(document.activeElement);
  const fill = (form) => window.htmx.ajax("GET", own().dataset.url, { target: form, select: `#${form.id}`, swap: "outerHTML" });
  const fillAll = () => [...(own()?.querySelectorAll("form.write") || [])].filter(idle).forEach(fill);
  document.addEventListener("focusout", (event) => event.target.closest?.("form.write") && setTimeout(fillAll, 1000));
  // The panel with the code stands beside tasks only.
  const screen = (wall) => (wall.parentElement.dataset.screen = wall.firstElementChild.dataset.screen);

  document.addEventListener("htmx:afterSettle", ({ target }) => moved && !moved.hidden && !over && own()?.contains(target) && follow()); // what was unsent may be sent now
  document.addEventListener("live:updated", (event) => {
    if (event.target.id === "strip") follow();
    if (event.target.id === "wall") screen(event.target);
    if (event.target.id === "answers") fillAll();
    for (const id of (event.target.dataset.open || "").split(" ")) if (id) document.getElementById(id)?.setAttribute("open", "");
    delete event.target.dataset.open;
  });
  document.addEventListener("live:gone", (event) => {
    const { gone, onward } = event.target.dataset;
    if (onward) return void location.replace(onward);
    const stays = document.querySelector("form[data-sent]") || (own() && writing()); // it leaves by itself, or is not thrown out
    over = Boolean(stays && own());
    if (!gone) return void (over ? stay() : stays || location.reload());
    event.target.innerHTML = '<div class="wall" data-screen="ended"><h1 class="wall-task"></h1></div>';
    event.target.querySelector("h1").textContent = gone;
    screen(event.target);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-catch-up]")) over ? location.reload() : leave(true);
    if (event.target.closest("[data-scheme-switch]")) {
      const root = document.documentElement, { matches } = matchMedia("(prefers-color-scheme: dark)");
      root.dataset.scheme = (root.dataset.scheme || (matches ? "dark" : "light")) === "dark" ? "light" : "dark";
    }
    if (event.target.closest("[data-fullscreen]")) document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen().catch(() => {});
  });

  // The cockpit's buttons stand in a region that is drawn anew at any time, so what they do is sent from outside it.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[name=press]");
    const form = document.getElementById("acts");
    if (!button || !form) return;
    event.preventDefault();
    if (button.dataset.confirm && !confirm(button.dataset.confirm)) return;
    button.closest(".agenda details")?.removeAttribute("open"); // one has gone where one looked
    window.htmx.ajax("POST", button.getAttribute("formaction") || form.action, { source: form, target: "#toast", swap: "none", values: JSON.parse(button.value) });
  });

  // A presenter remote sends PageDown, PageUp and B.
  document.addEventListener("keydown", (event) => {
    if (!document.querySelector("[data-cockpit]") || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.matches("input, textarea, select")) return;
    const key = event.key === "." ? "b" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const button = document.querySelector(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  // What somebody opened stays open when it is drawn anew.
  document.addEventListener("live:before", (event) => {
    const kept = event.target.querySelectorAll("#deck details[open], details[data-keep][open]");
    event.target.dataset.open = [...kept].map((line) => line.id).join(" ");
  });

  // Half-time and the end are seen on every screen, and heard on one whose sound somebody turned on:
  // browsers play nothing before a press.
  let [sound, last, lock, put] = [null, {}, null, 0];
  function chime(...notes) {
    notes.forEach((pitch, n) => {
      if (!sound) return;
      const [tone, loud, at] = [sound.createOscillator(), sound.createGain(), sound.currentTime + n * 0.45];
      tone.frequency.value = pitch;
      loud.gain.setValueAtTime(0.25, at);
      loud.gain.exponentialRampToValueAtTime(0.001, at + 1.2);
      tone.connect(loud).connect(sound.destination);
      tone.start(at);
      tone.stop(at + 1.2);
    });
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-sound]");
    if (!button) return;
    sound = sound ? void sound.close() : new AudioContext();
    button.setAttribute("aria-pressed", String(Boolean(sound)));
    chime(660);
  });
  setInterval(() => {
    const clock = document.querySelector("#wall .clock[data-ends], #strip .clock[data-ends]");
    if (!clock || clock.remaining === undefined) return void (last = {});
    const [left, half, ends] = [clock.remaining, Number(clock.dataset.halfAt) || -1, clock.dataset.ends];
    const passed = (mark) => last.ends === ends && last.left > mark && left <= mark;
    if (passed(half)) chime(660);
    if (passed(0)) chime(660, 550);
    for (const sign of document.querySelectorAll("[data-half]")) sign.hidden = !(left <= half && left > half - 20);
    for (const part of document.querySelectorAll("[data-since]")) part.hidden = !(left <= part.dataset.since && left > part.dataset.until);
    last = { ends, left };
  }, 250);

  for (const button of document.querySelectorAll("[data-fullscreen]")) button.hidden = !document.documentElement.requestFullscreen;

  async function stayAwake() {
    if (!document.querySelector("[data-wake]") || document.visibilityState !== "visible" || lock) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => null);
    lock?.addEventListener("release", () => (lock = null));
  }
  // What one has done on another screen meanwhile is seen when this one is taken up again.
  const busy = () => over || writing() || own().querySelector("[data-dirty]");
  const takenUp = () => own() && performance.now() - put > 30000 && !busy();
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.requestConfig.verb === "get" && detail.target.matches("form.write") && !idle(detail.target)) detail.shouldSwap = false;
    if (resumed && detail.requestConfig.verb === "get" && detail.target === own() && busy()) detail.shouldSwap = false;
  });
  document.addEventListener("handed-in", () => catchUp());
  document.addEventListener("visibilitychange", () => (document.hidden ? (put = performance.now()) : (stayAwake(), takenUp() && catchUp(true))));
  stayAwake();
})();
