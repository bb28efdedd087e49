"use strict";
// Live regions and clocks.
//
// <div data-live="token" data-live-version="digest"> shows what the server last rendered for its audience.
//   live:before   (from it) an update is about to be shown; live:updated and live:gone say that it happened
// What comes while something in it is pressed is shown when it is let go: a replaced button is never clicked.
// <html data-offline> while the server can't be reached.
//
// [data-ends="epoch ms"] runs, [data-left="seconds"] stands still: as text ("12:41", past the end "+0:07" and
// the class "over"), as <progress data-total="seconds"> (seconds gone), or as a row [data-minutes] with a
// data-total and one child a minute, of which the first get data-spent. All go by the server's clock.
(() => {
  const WATCHDOG = 30000; // ms; the server answers within 20 s
  const PACE = 50; // ms from one question to the next, should answers come at once for ever
  const root = document.documentElement;
  const polls = new Map(); // element -> its poll; one that is over stays until the element leaves
  let pressed = null; // what a pointer or the space bar is down on

  // The server's clock against performance.now(), which nobody can set. An answer that was under way for long
  // tells too early a time, so the latest is the best; a big step back is the server's clock being set.
  let offset = null;
  const learn = (now) => {
    const sample = Number(now) - performance.now();
    if (now && (offset === null || sample > offset || sample < offset - 2000)) offset = sample;
  };

  class Poll {
    constructor(element) {
      this.element = element;
      this.token = element.dataset.live;
      this.version = element.dataset.liveVersion || "";
      this.held = null; // an update that has come and is not shown
      this.woken = false; // ask without a pause
      this.eager = false; // be answered at once: the line may be dead, the clock wrong
      this.over = false;
      this.interrupt = () => {};
      this.run();
    }

    async run() {
      for (let failed = 0; !this.over; ) {
        const begun = performance.now();
        try {
          await this.ask();
          failed = 0;
          root.removeAttribute("data-offline");
          await this.pause(PACE - (performance.now() - begun));
        } catch {
          this.eager = true;
          if (this.over || this.woken) continue;
          failed += 1;
          if (failed >= 2) root.setAttribute("data-offline", "");
          await this.pause(failed < 3 ? 100 + 900 * Math.random() : 500 + 2500 * Math.random());
        }
      }
    }

    async ask() {
      const control = new AbortController();
      const watchdog = setTimeout(() => control.abort(), WATCHDOG);
      const seen = this.eager ? "" : this.version;
      this.interrupt = () => control.abort();
      this.woken = this.eager = false;
      try {
        const options = { signal: control.signal, cache: "no-store", redirect: "error" };
        const response = await fetch(`/live/${this.token}?v=${seen}`, options);
        const html = await response.text();
        const version = response.headers.get("x-version");
        if (this.over) return;
        if (response.status === 403 || response.status === 410) return void this.end("live:gone");
        // A page of a proxy's own has no version, and is no answer.
        if (response.status !== (version ? 200 : 204)) throw new Error(response.status);
        learn(response.headers.get("x-now"));
        if (version && version !== this.version) this.held = { html, version };
        this.version = version || this.version;
        this.show();
      } finally {
        clearTimeout(watchdog);
      }
    }

    show() {
      if (!this.held || this.element.contains(pressed)) return;
      const { html, version } = this.held;
      this.tell("live:before", { version });
      const active = document.activeElement;
      const id = this.element.contains(active) && active.id;
      this.held = null;
      if (window.htmx) window.htmx.swap(this.element, html, { swapStyle: "innerHTML" });
      else this.element.innerHTML = html;
      const again = id && document.getElementById(id);
      if (again && again !== document.activeElement) again.focus({ preventScroll: true });
      paint();
      this.tell("live:updated", { version });
    }

    tell(name, detail) {
      this.element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
    }

    async pause(ms) {
      if (ms <= 0 || this.woken) return;
      await new Promise((resolve) => {
        this.interrupt = resolve;
        setTimeout(resolve, ms);
      });
    }

    wake() {
      this.woken = this.eager = true;
      this.interrupt();
    }

    end(event) {
      this.over = true;
      this.interrupt();
      if (event) this.tell(event);
    }
  }

  function scan() {
    for (const [element, poll] of polls) {
      if (element.isConnected && element.dataset.live === poll.token) continue;
      poll.end();
      polls.delete(element);
    }
    for (const element of document.querySelectorAll("[data-live]")) {
      if (element.dataset.live && !polls.has(element)) polls.set(element, new Poll(element));
    }
  }

  function paint() {
    for (const element of document.querySelectorAll("[data-ends], [data-left]")) {
      const { ends, left, total } = element.dataset;
      if (ends ? offset === null : !left) continue;
      const remaining = ends ? (Number(ends) - offset - performance.now()) / 1000 : Number(left);
      if (!Number.isFinite(remaining)) continue;
      const whole = Number(total) || 0;
      const gone = Math.min(Math.max(whole - remaining, 0), whole);
      if (element instanceof HTMLProgressElement) {
        element.max = whole;
        element.value = gone;
      } else if (element.hasAttribute("data-minutes")) {
        const minutes = Math.floor(gone / 60);
        [...element.children].forEach((stone, n) => stone.toggleAttribute("data-spent", n < minutes));
      } else {
        element.remaining = remaining; // seconds, for those who wait for half-time
        const shown = Math.ceil(remaining);
        const seconds = Math.abs(shown);
        const sign = shown < 0 ? "+" : "";
        const text = `${sign}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
        if (element.textContent !== text) element.textContent = text;
        element.classList.toggle("over", shown < 0);
        element.parentElement.classList.toggle("over-time", shown < 0);
        element.setAttribute("role", "timer"); // read when asked for, never announced
      }
    }
  }

  function tick() {
    setTimeout(tick, 250 - ((offset || 0) + performance.now()) % 250);
    paint();
  }

  // A finger's click comes a while after it is lifted, and not at all where it has scrolled.
  let lifting = 0;
  const letGo = () => {
    pressed = null;
    for (const poll of polls.values()) poll.show();
  };
  const press = (event) => {
    clearTimeout(lifting);
    pressed = event.target;
  };
  document.addEventListener("pointerdown", (event) => event.button === 0 && press(event));
  document.addEventListener("keydown", (event) => event.key === " " && press(event));
  for (const [name, wait] of Object.entries({ pointerup: 300, keyup: 300, pointercancel: 0, click: 0 })) {
    document.addEventListener(name, () => {
      clearTimeout(lifting);
      lifting = setTimeout(letGo, wait);
    });
  }
  addEventListener("blur", letGo);

  const wake = () => polls.forEach((poll) => poll.wake());
  learn(root.dataset.now);
  const watched = { subtree: true, childList: true, attributeFilter: ["data-live"] };
  new MutationObserver(scan).observe(root, watched);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("online", wake);
  addEventListener("offline", () => root.setAttribute("data-offline", "")); // sooner than the watchdog
  scan();
  tick();
})();
