// Keys for what the page already offers: each presses a link or button that is there, so all works without this file.
"use strict";

const typing = (e) => e.target.matches("input:not([type=checkbox]), select, textarea") || e.ctrlKey || e.metaKey || e.altKey;
const stops = () => [...document.querySelectorAll("[data-row], [data-flag]")];
const current = () => document.querySelector(".at");

function go(step) {
  const all = stops();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = at < 0 ? all[0] : all[Math.min(Math.max(at + step, 0), all.length - 1)];
  stand(next);
}

function stand(place) {
  stops().forEach((p) => p.classList.remove("at"));
  place.classList.add("at");
  const target = place.matches("[data-row]") ? place.querySelector("[data-open]") : place;
  target.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}

function press(selector) {
  const place = current();
  const target = place && place.querySelector(selector);
  if (!target) return false;
  if (target.tagName === "SUMMARY") {
    target.parentElement.open = true;
    target.parentElement.querySelector("select, input:not([type=hidden]), textarea").focus();
  } else target.click();
  return true;
}

document.addEventListener("keydown", (e) => {
  if (e.key === "Escape" && e.target.closest("details[open].act")) {
    const open = e.target.closest("details");
    open.open = false;
    open.querySelector("summary").focus();
    return;
  }
  if (typing(e)) return;
  const row = current() && current().matches("[data-row]");
  const inList = document.querySelector("[data-row]");
  let done = true;
  if (e.key === "j" || e.key === "ArrowDown") go(1);
  else if (e.key === "ArrowUp" || (e.key === "k" && inList)) go(-1);
  else if (e.key === " " && row && !e.target.matches("button, summary, input")) {
    const box = current().querySelector("input[type=checkbox]");
    if (box) box.checked = !box.checked;
  } else if (e.key === "Enter" && row && !e.target.matches("a, button, summary, input")) press("[data-open]");
  else if (e.key === "t" && row) press("[data-take]");
  else if (e.key === "s" && row) {
    const box = current().querySelector("input[type=checkbox]");
    if (box) box.checked = true;
    const later = document.querySelector("[data-postpone]");
    if (later) later.click();
  } else if (["b", "a", "s"].includes(e.key) && press(`[data-do="${e.key}"]`)) done = true;
  else {
    const target = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
    if (!target) done = false;
    else if (target.matches("input, select, textarea")) target.focus();
    else target.click();
  }
  if (done) e.preventDefault();
});

document.addEventListener("focusin", (e) => {
  const place = e.target.closest("[data-row], [data-flag]");
  if (place && place !== current()) {
    stops().forEach((p) => p.classList.remove("at"));
    place.classList.add("at");
  }
});

// Where there are flags to decide, the first is ready for a key.
if (document.querySelector("[data-flag]") && (location.hash === "#flaggor" || !location.hash)) {
  document.querySelector("[data-flag]").classList.add("at");
  if (location.hash) document.querySelector("[data-flag]").scrollIntoView({ block: "center" });
} else if (document.querySelector("[data-row]")) document.querySelector("[data-row]").classList.add("at");
