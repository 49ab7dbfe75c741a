// Everything here is a comfort: each page works without it.
"use strict";

const prepare = (place) => {
  for (const button of place.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      document.getElementById("copied").textContent = button.dataset.done;
    });
  }
  place.querySelectorAll("form[data-act]").forEach(act);
};

const begin = () => {
  remember();
  prepare(document);
  document.querySelectorAll("[data-follow]").forEach(follow);
  document.querySelectorAll("[data-press]").forEach((form) => {
    choose(form);
    press(form);
  });
  document.querySelectorAll("[data-reach]").forEach(look);
  document.querySelectorAll("#synced").forEach(age);
  document.querySelectorAll("[data-kept]").forEach(fill);
  document.querySelectorAll("form[data-forget]").forEach((form) => form.addEventListener("submit", forget));
};

let here = location.pathname;

// Let the page that was answered take this one's place, without asking for it once more.
const become = (page, address) => {
  if (address) history.pushState(null, "", address);
  here = location.pathname;
  document.body.replaceWith(page.body);
  begin();
  window.scrollTo(0, 0);
  document.getElementById("main").focus({ preventScroll: true });
};

begin();
// A page that the browser kept whole may be old, and its key used; one that is hidden stays so.
const isHidden = () => document.documentElement.hidden;
window.addEventListener("pageshow", (event) => event.persisted && !isHidden() && location.reload());
// Back from a page that took another's place, the other one is asked for.
window.addEventListener("popstate", () => location.pathname !== here && location.reload());
window.addEventListener("load", keep);
