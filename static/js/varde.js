"use strict";
// What every page needs: focus on what is wrong, sliders that stay unset, messages, and a warning before loss.
(() => {
  const toast = document.getElementById("toast");

  function say(text) {
    toast.replaceChildren(Object.assign(document.createElement("p"), { className: "toast", textContent: text }));
    fade();
  }

  let [fading, typed, told] = [0, 0, null];
  function fade() {
    clearTimeout(fading);
    fading = setTimeout(() => (unsent.size ? fade() : toast.replaceChildren()), 9000); // it stands while something is not sent
  }

  function prepare(root) {
    for (const range of root.querySelectorAll("[data-meter] input[type=range]")) range.hidden = false;
    const [first, wanted, wrong] = ["[data-autofocus]", "[data-focus]", "[aria-invalid=true]"].map((what) => root.querySelector(what));
    (first || document.getElementById(wanted?.dataset.focus) || wrong)?.focus();
  }

  document.addEventListener("input", (event) => {
    for (const input of event.target.closest("[data-meter]")?.querySelectorAll("input") || []) {
      if (input !== event.target) input.value = event.target.value;
      input.removeAttribute("data-unset");
    }
  });

  // A tap on a thumb that nobody has moved chooses where it stands.
  document.addEventListener("pointerup", (event) => {
    const unset = event.target.matches("[data-meter] input[type=range][data-unset]");
    for (const name of unset ? ["input", "change"] : []) event.target.dispatchEvent(new Event(name, { bubbles: true }));
  });
  // What was typed since the last save that succeeded is not lost without a word.
  const mended = new Set(); // fields that are marked as wrong, and have been written in since
  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-unsaved]");
    if (form) form.dataset.dirty = ++typed;
    if (event.target.matches("[aria-invalid]")) mended.add(event.target);
  });
  function unmark(form) { // what was wrong and now is saved
    for (const field of mended) {
      if (field.isConnected && !form.contains(field)) continue; // another form's
      field.removeAttribute("aria-invalid");
      for (const line of field.closest(".f")?.querySelectorAll(".err") || []) line.remove();
      mended.delete(field);
    }
    if (!form.querySelector("[aria-invalid]")) form.querySelector(".summary:not(:has(button))")?.remove();
  }
  const heads = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}"); // the token, and whose page it is
  document.addEventListener("submit", (event) => {
    const form = event.target, writer = { type: "hidden", name: "written_by", value: heads()["X-Person"] };
    if (form.dataset.sent) return void event.preventDefault();
    if (form.method === "post" && writer.value && !form.elements.written_by) form.append(Object.assign(document.createElement("input"), writer));
    form.dataset.sent = "1"; // a double tap is one
    [form.dataset.given, form.dataset.holds] = [form.dataset.dirty || "", new URLSearchParams(new FormData(form))]; // it goes
    setTimeout(() => delete form.dataset.sent, 3000);
  });
  addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));
  // Who leaves before the last words are sent is asked, or where they are saved as one writes, leaves them to the browser.
  const left = (form) => form.matches("[data-resend]:not([data-refused])") && !form.querySelector("#saved .err");
  function leave() {
    for (const form of document.querySelectorAll("form[data-dirty]")) {
      if (!left(form) || form.dataset.given === form.dataset.dirty) continue;
      const words = new URLSearchParams(new FormData(form)), headers = heads();
      for (const [name, value] of Object.entries(JSON.parse(form.getAttribute("hx-vals") || "{}"))) words.set(name, value);
      for (const name of ["before", "removed"]) words.delete(name); // a browser takes 64 kB along, and these aren't saved
      fetch(form.getAttribute("hx-post"), { method: "POST", body: words, keepalive: true, headers });
      sessionStorage.setItem("left", location.href);
      delete form.dataset.dirty;
    }
  }
  addEventListener("beforeunload", (event) => {
    const unkept = document.querySelector("[data-unsaved]:not([data-sent]) #saved .err");
    const dirty = [...document.querySelectorAll("form[data-dirty]:not([data-sent])")]; // what is on its way is no loss
    const waits = [...unsent].some((each) => each.isConnected);
    if (!dirty.length && !unkept && !waits) return;
    if (!unkept && !waits && navigator.onLine && dirty.every(left)) leave();
    else event.preventDefault();
  });
  addEventListener("pagehide", leave);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (form.matches("[data-unsaved] [hx-trigger='change']")) form.dataset.asked = typed;
    if (form.matches("[data-unsaved]")) form.dataset.sending = form.dataset.dirty || "";
    if (form.matches("form[data-unsaved] button") && event.detail.target.contains(form.form)) (event.detail.xhr.still = form.form).inert = true;
  });
  // A field that is answered with its whole form does not take what was written meanwhile: it asks again after that.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const field = detail.requestConfig.elt;
    if (itself(detail.xhr) && unsent.has(field)) detail.shouldSwap = false; // it is said once
    if (!(Number(field.dataset.asked) < typed)) return;
    detail.shouldSwap = false;
    field.form.addEventListener("change", () => window.htmx.trigger(field, "change"), { once: true });
  });
  document.addEventListener("htmx:afterRequest", ({ detail: { elt: form, xhr, successful } }) => {
    if (xhr.still) xhr.still.inert = false; // its answer was to take the whole form's place
    const taken = successful && xhr.status < 400; // htmx calls a refusal with words a success
    const again = [0, 403].includes(xhr.status) || itself(xhr); // it is sent anew by itself, and was not refused
    if (form.matches("[data-unsaved]")) form.toggleAttribute("data-refused", !taken && !again);
    if (form.matches("[data-unsaved]") && taken && !form.querySelector("#saved .err")) {
      if (form.dataset.dirty === form.dataset.sending) delete form.dataset.dirty;
      unmark(form);
    }
    if (form.matches("[data-clear]")) { delete form.dataset.sent; if (taken && form.dataset.holds === String(new URLSearchParams(new FormData(form)))) form.reset(); }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    prepare(event.target);
    if (told !== toast.firstElementChild && (told = toast.firstElementChild)) fade(); // a page that goes on keeps no message
  });
  // What did not come through is sent again until it does: [data-resend] names the event that sends it.
  const unsent = new Set(), itself = (xhr) => [401, 503].includes(xhr?.status); // the answer says what is wrong
  const mark = () => document.documentElement.toggleAttribute("data-unsent", unsent.size > 0);
  for (const trouble of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(trouble, ({ detail: { elt, xhr } }) => {
      const fresh = xhr?.status === 403 && xhr.getResponseHeader("X-CSRFToken"); // one has signed in since
      for (const field of fresh ? document.querySelectorAll("[name=csrfmiddlewaretoken]") : []) field.value = fresh;
      if (fresh) document.body.setAttribute("hx-headers", JSON.stringify({ ...heads(), "X-CSRFToken": fresh }));
      const again = (trouble !== "htmx:responseError" || fresh || itself(xhr)) && elt.matches("[data-resend]");
      if (!itself(xhr) && !(again && unsent.size)) say(document.body.dataset[again ? "unsent" : xhr?.status === 404 ? "gone" : "trouble"]);
      if (again) unsent.add(elt);
      mark();
    });
  }
  document.addEventListener("htmx:afterOnLoad", ({ detail: { elt, xhr } }) => {
    if (xhr.status !== 403 && !itself(xhr) && unsent.delete(elt) && !unsent.size && xhr.status < 400) toast.replaceChildren();
    mark();
  });
  setInterval(() => {
    for (const element of unsent) {
      if (!element.isConnected) unsent.delete(element);
      else if (navigator.onLine) window.htmx.trigger(element, element.dataset.resend);
    }
    mark();
  }, 2000);
  // What was typed before this script had come, or the browser has put back, is saved as if it were typed now.
  for (const form of document.querySelectorAll("form[data-unsaved], form[data-resend]")) {
    const changed = (field) => (field.matches("input:is([type=checkbox], [type=radio])") ? field.checked !== field.defaultChecked : field.matches("input:not([type=file], [type=hidden]), textarea") && field.value !== field.defaultValue);
    if (![...form.elements].some(changed)) continue;
    if (form.matches("[data-unsaved]")) form.dataset.dirty = ++typed;
    if (form.matches("[data-resend]")) setTimeout(() => window.htmx.trigger(form, form.dataset.resend), 2000);
  }
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details.person[open]")) open.open = open.contains(event.target);
  });
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" ? document.querySelector("details.person[open]") : null;
    if (open) (open.open = false), open.querySelector("summary").focus();
  });
  prepare(document);
  // What is kept to be sent again gets the token of whoever has signed in meanwhile.
  for (const moment of ["visibilitychange", "focus"]) addEventListener(moment, async () => {
    const form = document.hidden ? null : document.querySelector("form[data-again]");
    if (form) form.csrfmiddlewaretoken.value = (await fetch(form.dataset.again)).headers.get("X-CSRFToken") || form.csrfmiddlewaretoken.value;
  });
  // Loaded again at once, a page may have been drawn before the last words had come: then it is drawn once more.
  if (sessionStorage.getItem("left") === location.href) setTimeout(() => document.querySelector("form[data-dirty]") || location.reload(), 500);
  sessionStorage.removeItem("left");
})();
