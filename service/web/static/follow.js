// Follow what changes: ask about every second, swap only what is different.
"use strict";

const SOON = 1000;
const HIDDEN = 10000;
const LONGEST = 15000;
// How long a page says that it is live again.
const NEWS = 10000;

// What each part was when it came. The page itself differs as soon as somebody opens a drawer.
const came = new Map();

const remember = () => {
  for (const part of document.querySelectorAll("[data-part]")) {
    came.set(part.dataset.part, part.innerHTML);
  }
};

const swap = (page) => {
  for (const here of document.querySelectorAll("[data-part]")) {
    const there = page.querySelector(`[data-part="${here.dataset.part}"]`);
    if (!there || there.innerHTML === came.get(here.dataset.part)) continue;
    came.set(here.dataset.part, there.innerHTML);
    const focused = here.contains(document.activeElement) && document.activeElement;
    const drawers = [...here.querySelectorAll("details[open]")];
    here.replaceChildren(...there.childNodes);
    for (const { id } of drawers) document.getElementById(id)?.setAttribute("open", "");
    if (focused) (document.getElementById(focused.id) ?? document.querySelector("main"))?.focus({ preventScroll: true });
    prepare(here);
  }
};

const follow = (main) => {
  const connection = document.getElementById("connection");
  const pace = paces(2 * SOON, LONGEST);
  let timer = 0;
  let asking = false;

  const live = (page) => {
    swap(page);
    pace.again();
    if (connection.dataset.said && connection.dataset.said !== "live-again") {
      show(connection, "live-again");
      setTimeout(() => connection.dataset.said === "live-again" && show(connection, ""), NEWS);
    }
    return page.querySelector("[data-over]") === null;
  };

  // Whether to go on asking.
  const learn = async () => {
    const { answer, text } = await fetchText(main.dataset.follow);
    const page = parsed(text);
    if (isOurs(answer) && answer.status === 401) {
      forget();
      show(connection, "signed-out");
      return false;
    }
    // No longer theirs, or not there: the page itself says so.
    if (isOurs(answer) && answer.status < 500 && !answer.ok) return location.reload();
    if (isOurs(answer) && answer.ok && page.querySelector("[data-part]")) return live(page);
    show(connection, "not-answering");
    return true;
  };

  const ask = async () => {
    if (asking) return;
    asking = true;
    let goesOn = true;
    try {
      goesOn = await learn();
    } catch {
      show(connection, "not-connected");
    }
    asking = false;
    const calm = !connection.dataset.said || connection.dataset.said === "live-again";
    const wait = calm ? (document.hidden ? HIDDEN : SOON) : pace.next();
    if (goesOn) timer = setTimeout(ask, wait);
    else stop.abort();
  };

  const now = () => {
    clearTimeout(timer);
    pace.again();
    ask();
  };
  const stop = new AbortController();
  const { signal } = stop;
  document.addEventListener("visibilitychange", () => document.hidden || now(), { signal });
  window.addEventListener("online", now, { signal });
  timer = setTimeout(ask, SOON);
};

// What is pressed on a page that is followed never gives the numbers up for a browser's own page.
// What it says stands beside the word on the connection, which comes and goes, in a place that is
// there before: what is put into the page together with its words is not spoken everywhere.
const act = (form) => {
  const undone = document.getElementById("undone");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    show(undone, "");
    try {
      const body = new URLSearchParams(new FormData(form));
      const { answer } = await fetchText(form.action, { method: "POST", body });
      if (!isOurs(answer) || answer.status >= 500) throw new Error("not certain");
      if (answer.redirected) location.assign(answer.url);
      else location.reload();
    } catch {
      show(undone, "not-done");
      undone.scrollIntoView();
      // Not after a success: until the next page is there, a second tap would do it twice.
      delete form.dataset.sending;
    }
  });
};
