// A note that is typed but not sent: the browser asks before the page is left.
"use strict";

const form = document.querySelector("form[data-keep]");
let sending = false;
form.addEventListener("submit", () => { sending = true; });
window.addEventListener("beforeunload", (e) => {
  const typed = [...form.querySelectorAll("textarea")].some((t) => t.value !== t.defaultValue);
  if (typed && !sending) e.preventDefault();
});
