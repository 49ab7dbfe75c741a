// Everything here is a comfort: each page works without it.
"use strict";

// Follow what changes: ask about every second, swap only what is different.

const SOON = 1000;
const HIDDEN = 10000;
const LONGEST = 15000;
const LIMIT = 6000;

const fetchText = async (address, options = {}) => {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), options.limit ?? LIMIT);
  try {
    const answer = await fetch(address, {
      credentials: "same-origin",
      cache: "no-store",
      ...options,
      signal: limit.signal,
    });
    return { answer, text: await answer.text() };
  } finally {
    clearTimeout(timer);
  }
};

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

const show = (place, template) => {
  if (place.childElementCount === 0) {
    place.replaceChildren(template.content.cloneNode(true));
  }
};

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
    if (focused) (document.getElementById(focused.id) ?? document.querySelector("main"))?.focus();
    prepare(here);
  }
};

const follow = (main) => {
  const connection = document.getElementById("connection");
  const lost = document.getElementById("not-connected");
  let wait = SOON;
  let timer = 0;
  let asking = false;

  const ask = async () => {
    if (asking) return;
    asking = true;
    let over = false;
    try {
      const { answer, text } = await fetchText(main.dataset.follow);
      const page = parsed(text);
      if (!answer.ok || !page.querySelector("[data-part]")) throw new Error("no news");
      swap(page);
      connection.replaceChildren();
      over = page.querySelector("[data-over]") !== null;
      wait = document.hidden ? HIDDEN : SOON;
    } catch {
      show(connection, lost);
      wait = Math.min(wait * 2, LONGEST);
    }
    asking = false;
    if (!over) timer = setTimeout(ask, wait);
  };

  const now = () => {
    clearTimeout(timer);
    wait = SOON;
    ask();
  };
  document.addEventListener("visibilitychange", () => document.hidden || now());
  window.addEventListener("online", now);
  timer = setTimeout(ask, SOON);
};

// Press without leaving the numbers: if nothing gets through, this page stays and says so.

const press = (form) => {
  const outcome = document.getElementById("outcome");
  const button = form.querySelector("button.press");
  let sending = false;

  const land = ({ answer, text }) => {
    if (answer.ok && answer.redirected) return location.assign(answer.url);
    const page = parsed(text);
    if (!page.getElementById("main")) throw new Error("somebody else's page");
    const said = page.getElementById("said");
    if (!said) return HTMLFormElement.prototype.submit.call(form);
    outcome.replaceChildren(said.content);
    window.scrollTo(0, 0);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    button.setAttribute("aria-disabled", "true");
    try {
      land(await fetchText(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }));
    } catch {
      outcome.replaceChildren(document.getElementById("not-sent").content.cloneNode(true));
      window.scrollTo(0, 0);
    }
    sending = false;
    button.removeAttribute("aria-disabled");
  });

  // The Enter key in the number's box is meant for the number, not for the press.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.type !== "tel") return;
    event.preventDefault();
    button.focus();
  });

  const order = document.getElementById("order");
  form.addEventListener("change", () => {
    const names = [...form.querySelectorAll("[name=ring]:checked")].map((box) => box.dataset.name);
    if (order && names.length) order.textContent = names.join(", then ");
  });
};

const prepare = (place) => {
  for (const button of place.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      document.getElementById("copied").textContent = button.dataset.done;
    });
  }
};

remember();
prepare(document);
document.querySelectorAll("[data-follow]").forEach(follow);
document.querySelectorAll("[data-press]").forEach(press);
// A page that the browser kept whole may be old, and its key used.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
