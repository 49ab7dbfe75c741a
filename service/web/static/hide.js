// "Hide this page" puts a neutral one in its place in the browser's history, so that Back leads to
// no page of ours that tells something: each of them has this script, also the one that a device
// keeps. Whoever means to come back opens one by its link.
"use strict";

{
  const { neutral } = document.currentScript.dataset;
  const KEY = "hidden";
  const hide = () => {
    // At once, whatever the connection does.
    document.documentElement.hidden = true;
    document.title = "";
    location.replace(neutral);
  };

  // Whichever link is there by then: one page may take another's place.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-hide]")) return;
    event.preventDefault();
    try {
      sessionStorage.setItem(KEY, "yes");
    } finally {
      hide();
    }
  });

  const [arrival] = performance.getEntriesByType("navigation");
  if (arrival?.type !== "back_forward") sessionStorage.removeItem(KEY);
  else if (sessionStorage.getItem(KEY)) hide();
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && sessionStorage.getItem(KEY)) hide();
  });
}
