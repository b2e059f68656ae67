"use strict";
// Keys, the reader's time zone, and both ways between a post's marks and its record. Everything can be read without this file.
(function () {
  const screens = { n: "/", l: "/ledger", s: "/stories", a: "/actors", m: "/map", f: "/feeds" };
  let going = false;

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.split("; ").includes("zone=" + zone)) {
    document.cookie = "zone=" + zone + "; path=/; max-age=31536000; samesite=lax";
  }

  function items() {
    return Array.from(document.querySelectorAll("[data-item]")).filter((item) => item.offsetParent !== null);
  }

  function target(item) {
    return item.querySelector("summary, a.open, a[href]");
  }

  function move(step) {
    const all = items();
    if (!all.length) return;
    const at = all.findIndex((item) => item.classList.contains("here"));
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    all.forEach((item) => item.classList.toggle("here", item === next));
    const focus = target(next);
    if (focus) focus.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    if (next.dataset.row) pick(next.dataset.row, "text");
  }

  function pick(key, show) {
    document.querySelectorAll(".picked").forEach((element) => element.classList.remove("picked"));
    const row = document.getElementById(key);
    const own = Array.from(document.querySelectorAll("mark[data-rows]")).filter((m) => m.dataset.rows.split(" ").includes(key));
    own.forEach((mark) => mark.classList.add("picked"));
    if (!row) return;
    row.classList.add("picked");
    if (show === "text" && own[0]) own[0].scrollIntoView({ block: "center" });
    if (show === "row") {
      row.closest("details").open = true;
      row.scrollIntoView({ block: "nearest" });
    }
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-rows]");
    const row = event.target.closest("[data-row] > a");
    if (mark) {
      event.preventDefault();
      const keys = mark.dataset.rows.split(" ");
      const now = keys.findIndex((key) => document.getElementById(key)?.classList.contains("picked"));
      pick(keys[(now + 1) % keys.length], "row");
    } else if (row) {
      event.preventDefault();
      pick(row.parentElement.dataset.row, "text");
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape" && typing) event.target.blur();
    if (typing || document.querySelector("dialog[open]")) return;
    if (going && screens[event.key]) {
      going = false;
      location.assign(screens[event.key]);
      return;
    }
    going = event.key === "g";
    if (event.key === "/") {
      const search = document.getElementById("q");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      move(event.key === "j" ? 1 : -1);
    } else if (event.key === "o") {
      const here = document.querySelector("[data-item].here");
      if (here && target(here)) target(here).click();
    } else if (event.key === "?") {
      event.preventDefault();
      document.getElementById("keys").showModal();
    }
  });

  function failed(event) {
    const place = event.detail.target;
    if (!place) return;
    const said = document.createElement("p");
    said.className = "notice bad";
    said.setAttribute("role", "alert");
    said.append("This could not be loaded. ");
    const again = document.createElement("a");
    again.href = event.detail.pathInfo ? event.detail.pathInfo.finalRequestPath || event.detail.pathInfo.requestPath : location.href;
    again.textContent = "Open it as a page";
    said.append(again);
    place.prepend(said);
  }
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const place = event.detail.target;
    if (place && place.classList.contains("more")) place.querySelector(".loading a").textContent = "Loading…";
  });
})();
