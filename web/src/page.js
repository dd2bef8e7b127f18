// Parallax pages: lights the words an address points at, filters claims, and in
// a file of many views shows one at a time. Everything reads without it.
"use strict";
(() => {
  const words = /^(.+)-w(\d+)-(\d+)$/;

  // light marks every segment of the span that the fragment names.
  function light() {
    document.querySelectorAll(".x.here").forEach((e) => e.classList.remove("here"));
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const at = id && document.getElementById(id);
    show(at);
    for (let d = at && at.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    const m = words.exec(id);
    if (!at || !m) return;
    const from = Number(m[2]), to = Number(m[3]);
    let first = null;
    for (const s of at.closest(".source").querySelectorAll(".x")) {
      const n = Number(s.dataset.s);
      if (n >= from && n < to) {
        s.classList.add("here");
        first = first || s;
      }
    }
    (first || at).scrollIntoView({ block: "center" });
    if (first && first.href) first.focus({ preventScroll: true });
  }

  // show hides all views of a one-file record but the one that holds at.
  function show(at) {
    if (!document.body.classList.contains("onefile")) return;
    const views = [...document.querySelectorAll(".view")];
    const view = (at && at.closest(".view")) || views[0];
    views.forEach((v) => { v.hidden = v !== view; });
    if (at && at !== view) at.scrollIntoView({ block: "start" });
    else window.scrollTo(0, 0);
  }

  function filterClaims(input) {
    const list = document.getElementById(input.getAttribute("aria-controls"));
    const status = input.closest(".filter").querySelector("[role=status]");
    input.addEventListener("input", () => {
      const want = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let n = 0;
      for (const s of list.querySelectorAll(".speaker")) {
        let any = false;
        for (const c of s.querySelectorAll(".claim")) {
          const text = c.textContent.toLowerCase();
          c.hidden = !want.every((w) => text.includes(w));
          any = any || !c.hidden;
          n += c.hidden ? 0 : 1;
        }
        s.hidden = !any;
      }
      status.textContent = want.length ? n + " shown" : "";
    });
  }

  // sortBy makes the columns of the matrix sort its rows: those told first.
  function sortable(table) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const rank = { told: 0, attributed: 1, disputed: 2, omitted: 3, none: 4 };
    const value = (row, i) => {
      const c = row.cells[i].querySelector(".cell");
      return c ? rank[c.classList[1]] : 5;
    };
    [...table.tHead.rows[0].cells].forEach((th, i) => {
      const b = document.createElement("button");
      b.type = "button";
      b.className = "sort";
      b.textContent = "↓";
      b.setAttribute("aria-label", i ? "Sort by what " + th.textContent.trim() + " tells" : "In time order");
      b.addEventListener("click", () => {
        const order = i ? [...rows].sort((p, q) => value(p, i) - value(q, i) || rows.indexOf(p) - rows.indexOf(q)) : rows;
        body.append(...order);
        table.querySelectorAll("th[aria-sort]").forEach((t) => t.removeAttribute("aria-sort"));
        th.setAttribute("aria-sort", "ascending");
      });
      th.append(b);
    });
  }

  // reading makes the lit words of a report one stop of the Tab key, with the
  // arrow keys from one to the next, and shows all that rests on those chosen.
  const layerOf = { c: "c", cc: "c", cu: "c", v: "v", n: "n", t: "t", f: "f" };
  function reading(report) {
    const source = report.querySelector(".source"), box = report.querySelector(".onwords");
    const words = [...source.querySelectorAll("a.x")];
    const shown = (e) => [...e.classList].some((c) => layerOf[c] && report.querySelector(".on-" + layerOf[c]).checked);
    const ids = (e) => (e.dataset.l || e.hash.slice(1)).split(" ");
    // stops are the lit words at which something begins.
    const stops = () => words.filter(shown).filter((e, i, all) => !i || ids(e).some((id) => !ids(all[i - 1]).includes(id)));
    let now = null;
    function stop(e) {
      if (now) now.tabIndex = -1;
      now = e;
      if (now) now.tabIndex = 0;
    }
    words.forEach((e) => { e.tabIndex = -1; });
    stop(words.find(shown));
    report.querySelector(".layers").addEventListener("change", () => { if (!now || !shown(now)) stop(words.find(shown)); });
    source.addEventListener("focusin", (e) => { if (words.includes(e.target)) stop(e.target); });
    source.addEventListener("keydown", (e) => {
      const lit = stops(), at = words.indexOf(e.target);
      const before = lit.filter((w) => words.indexOf(w) < at).length, after = lit.findIndex((w) => words.indexOf(w) > at);
      const to = { ArrowRight: after, ArrowDown: after, ArrowLeft: before - 1, ArrowUp: before - 1, Home: 0, End: lit.length - 1 }[e.key];
      if (at < 0 || to === undefined || e.ctrlKey || e.metaKey || e.altKey) return;
      e.preventDefault();
      if (lit[to]) lit[to].focus();
    });
    function back() {
      if (now) now.focus();
    }
    box.querySelector("button").addEventListener("click", back);
    report.querySelector(".lists").addEventListener("keydown", (e) => { if (e.key === "Escape") back(); });
    source.addEventListener("click", (e) => {
      const at = e.target.closest("a.x");
      if (!at || e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      document.querySelectorAll(".built").forEach((l) => l.classList.remove("built"));
      const list = box.querySelector("ul");
      list.replaceChildren();
      for (const id of ids(at)) {
        const l = document.getElementById(id);
        if (!l) continue;
        l.classList.add("built");
        const copy = l.cloneNode(true);
        copy.removeAttribute("id");
        copy.classList.remove("built");
        list.append(copy);
      }
      box.querySelector("q").textContent = at.textContent.trim();
      box.hidden = false;
      stop(at);
      box.focus({ preventScroll: true });
      box.scrollIntoView({ block: "nearest" });
    });
  }

  // follow tells how far a reading is, and draws its page anew when it is over.
  function follow(at) {
    const say = at.querySelector("[data-say]");
    const words = { waiting: "Waiting for its turn", reading: "Reading", joining: "Comparing with the other reports" };
    const source = new EventSource(at.dataset.live);
    source.addEventListener("job", (e) => {
      const j = JSON.parse(e.data);
      if (j.state === "done" || j.state === "failed") {
        source.close();
        location.reload();
        return;
      }
      const n = j.read + j.known + j.failed;
      say.textContent = words[j.state] + (n ? ": " + n + (n === 1 ? " document" : " documents") + " so far" : "");
    });
  }

  // middle scrolls a map that is wider than the screen to its first place.
  function middle(map) {
    const frame = map.parentElement, dot = map.querySelector(".dot");
    if (dot) frame.scrollLeft = dot.getBoundingClientRect().x - frame.getBoundingClientRect().x - frame.clientWidth / 2;
  }

  document.querySelectorAll("[data-live]").forEach(follow);
  document.querySelectorAll(".filter").forEach((f) => { f.hidden = false; filterClaims(f.querySelector("input")); });
  document.querySelectorAll(".onefile .matrix").forEach(sortable);
  document.querySelectorAll(".report").forEach(reading);
  document.querySelectorAll(".map").forEach(middle);
  addEventListener("hashchange", light);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  light();
})();
