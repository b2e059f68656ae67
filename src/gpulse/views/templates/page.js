"use strict";
// Choosing a row shows its words; choosing words shows their first row, and again the next one. j, k: next, previous row.
(function () {
  const marks = Array.from(document.querySelectorAll("mark[data-rows]"));
  const rows = Array.from(document.querySelectorAll(".record button"));
  const isPicked = (row) => row.getAttribute("aria-pressed") === "true";
  function clear() {
    rows.forEach((row) => row.setAttribute("aria-pressed", "false"));
    marks.forEach((mark) => mark.classList.remove("picked"));
  }
  function pick(row, scrollTo) {
    clear();
    row.setAttribute("aria-pressed", "true");
    const own = marks.filter((mark) => mark.dataset.rows.split(" ").includes(row.id));
    own.forEach((mark) => mark.classList.add("picked"));
    if (scrollTo === "text" && own[0]) own[0].scrollIntoView({ block: "center" });
    if (scrollTo === "row") {
      row.closest("details").open = true;
      row.scrollIntoView({ block: "nearest" });
    }
  }
  function pickWords(mark) {
    const own = mark.dataset.rows.split(" ").map((id) => document.getElementById(id));
    pick(own[(own.findIndex(isPicked) + 1) % own.length], "row");
  }
  rows.forEach((row) => row.addEventListener("click", () => (isPicked(row) ? clear() : pick(row, "text"))));
  marks.forEach((mark) => mark.addEventListener("click", () => pickWords(mark)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") clear();
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("mark[tabindex]")) {
      event.preventDefault();
      pickWords(event.target);
    }
    if (event.key === "j" || event.key === "k") {
      const seen = rows.filter((row) => row.offsetParent !== null);
      const at = seen.findIndex(isPicked);
      const next = event.key === "j" ? Math.min(at + 1, seen.length - 1) : Math.max(at - 1, 0);
      if (seen.length && next !== at) {
        seen[next].focus();
        pick(seen[next], "text");
      }
    }
  });
  // Closed groups are not printed: they are opened for paper, and closed again.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll(".record details:not([open])"));
    opened.forEach((group) => { group.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach((group) => { group.open = false; }));
})();
