"use strict";
// Choosing a row shows its words; choosing words shows their first row, and again the next one.
(function () {
  const marks = Array.from(document.querySelectorAll("mark[data-rows]"));
  const rows = Array.from(document.querySelectorAll(".record button"));
  function pick(row, scrollTo) {
    const was = row.getAttribute("aria-pressed") === "true";
    rows.forEach((r) => r.setAttribute("aria-pressed", "false"));
    marks.forEach((m) => m.classList.remove("picked"));
    if (was && scrollTo === "text") return;
    row.setAttribute("aria-pressed", "true");
    const own = marks.filter((m) => m.dataset.rows.split(" ").includes(row.id));
    own.forEach((m) => m.classList.add("picked"));
    if (scrollTo === "text" && own[0]) own[0].scrollIntoView({ block: "center" });
    if (scrollTo === "row") {
      const group = row.closest("details");
      if (group) group.open = true;
      row.scrollIntoView({ block: "nearest" });
    }
  }
  rows.forEach((row) => row.addEventListener("click", () => pick(row, "text")));
  marks.forEach((mark) => mark.addEventListener("click", () => {
    const own = mark.dataset.rows.split(" ").map((id) => document.getElementById(id));
    const now = own.findIndex((r) => r.getAttribute("aria-pressed") === "true");
    pick(own[(now + 1) % own.length], "row");
  }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "j" && event.key !== "k") return;
    const seen = rows.filter((r) => r.offsetParent !== null);
    if (!seen.length) return;
    const at = seen.findIndex((r) => r.getAttribute("aria-pressed") === "true");
    const next = event.key === "j" ? Math.min(at + 1, seen.length - 1) : Math.max(at - 1, 0);
    seen[next].focus();
    if (next !== at) pick(seen[next], "text");
  });
})();
