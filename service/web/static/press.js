// Press without leaving the numbers, and go on trying: always with the same key, so that
// however often it arrives it starts once.
"use strict";

const UNCONFIRMED = 5000;
// A slow answer is worth more than a new try; a lost one is not waited for.
const ONE_TRY = 20000;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15000;
// After so long nothing is sent before somebody was asked: it may be over, and it is night.
const ASK_AFTER = 10 * 60 * 1000;
const QUEUED = "queued";

// As long as those that the server makes: 32 signs that may stand in an address.
const newKey = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24))))
    .replaceAll("+", "-")
    .replaceAll("/", "_");

// What is not sent yet lives in this tab alone: it outlives a reload, and is gone with the tab, or
// as soon as somebody else is signed in there.
const queue = {
  get: (whose) => {
    const queued = JSON.parse(sessionStorage.getItem(QUEUED));
    if (queued?.whose === whose) return queued;
    queue.clear();
    return null;
  },
  put: (queued) => {
    try {
      sessionStorage.setItem(QUEUED, JSON.stringify(queued));
    } catch {
      // A browser that keeps nothing still sends.
    }
  },
  clear: () => sessionStorage.removeItem(QUEUED),
};

// Write what the form asks for. A page that was kept has no key: each press from it makes one.
const written = (form, key) => {
  const fields = new URLSearchParams(new FormData(form));
  fields.set("key", key || fields.get("key") || newKey());
  return { key: fields.get("key"), body: fields.toString() };
};

// What came of one try: "raised", "told" where the server says why not, "page" where its page
// takes this one's place, and "uncertain" for whatever somebody else says.
const verdict = (form, answer, page) => {
  if (!isOurs(answer)) return "uncertain";
  const { pathname } = new URL(answer.url);
  const raised = pathname.startsWith(`${new URL(form.action).pathname}/`);
  // Kept, even where the page that should say so failed.
  if (answer.redirected && raised) return "raised";
  if (page.getElementById("said")) return "told";
  return !answer.ok && page.getElementById("main") ? "page" : "uncertain";
};

// A page that is loaded anew was never left; to every other one somebody comes back.
const cameBack = () => performance.getEntriesByType("navigation")[0]?.type !== "reload";

const press = (form) => {
  const { whose } = form.dataset;
  const outcome = document.getElementById("outcome");
  const numbers = document.querySelector("[aria-labelledby=ring-yourself]");
  const button = form.querySelector("button.press");
  const label = button.textContent;
  const pace = paces(FIRST_PAUSE, LONGEST_PAUSE);
  const stop = new AbortController();
  let queued = queue.get(whose);
  let wasLeft = queued !== null && (queued.wasLeft || cameBack());
  let trying = false;
  let landed = false;
  let timer = 0;

  const tell = (name, content) => {
    if (!show(outcome, name, content) || !name) return;
    if (numbers) outcome.after(numbers);
    outcome.scrollIntoView();
  };

  const isSending = (sending) => {
    trying = sending;
    button.textContent = sending && !outcome.dataset.said ? said("sending").textContent : label;
    if (sending) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  };

  const drop = () => {
    queued = null;
    queue.clear();
    clearTimeout(timer);
  };

  const isStale = () => Date.now() - queued.since > ASK_AFTER;

  // Kept, and its page did not come with the answer.
  const open = (address) => {
    button.hidden = true;
    tell("started");
    outcome.querySelector("[data-way]").href = address;
    location.assign(address);
  };

  const land = ({ answer, text }) => {
    const page = parsed(text);
    const came = verdict(form, answer, page);
    if (came === "raised") {
      drop();
      // Pressed again before the next page is there, it would lie in the queue as another press.
      landed = true;
      stop.abort();
      return answer.ok ? become(page, answer.url) : open(answer.url);
    }
    if (came === "page") {
      drop();
      stop.abort();
      if (answer.status === 401) forget();
      return become(page);
    }
    if (came === "uncertain") return tell("uncertain");
    const { content } = page.getElementById("said");
    content.firstElementChild.append(said("trying"));
    tell(content.textContent, content);
  };

  const attempt = async () => {
    clearTimeout(timer);
    if (trying || !queued) return;
    if (wasLeft || isStale()) return ask();
    isSending(true);
    const nowhere = !navigator.onLine;
    queued.tried ||= !nowhere;
    queue.put(queued);
    const slow = setTimeout(() => tell("no-answer"), UNCONFIRMED);
    try {
      const body = new URLSearchParams(queued.body);
      land(await fetchText(form.action, { method: "POST", body, limit: ONE_TRY }));
    } catch {
      // Only what never left the device is known not to have arrived.
      tell(queued.tried ? "no-answer" : "not-sent");
    }
    clearTimeout(slow);
    if (landed) return;
    isSending(false);
    if (queued) timer = setTimeout(attempt, pace.next());
  };

  const ask = () => {
    const question = wasLeft ? "left" : "still-needed";
    if (outcome.dataset.said === question) return;
    tell(question);
    outcome.querySelector("[data-send]").addEventListener("click", start);
    outcome.querySelector("[data-drop]").addEventListener("click", () => {
      drop();
      form.elements.key.value = newKey();
      tell("dropped");
    });
  };

  const start = () => {
    tell("");
    wasLeft = false;
    queued = { ...queued, whose, since: Date.now() };
    now();
  };

  const now = () => {
    pace.again();
    attempt();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (landed) return;
    const { key, body } = written(form, queued?.key);
    queued = { ...queued, key, body };
    if (!queued.since || wasLeft || isStale()) start();
    else now();
  });
  window.addEventListener("pagehide", () => (wasLeft = true));
  // A page that the browser kept whole is loaded anew next, as if it had never been left.
  window.addEventListener("pageshow", ({ persisted }) => persisted && queued && queue.put({ ...queued, wasLeft }));
  window.addEventListener("online", now, { signal: stop.signal });
  document.addEventListener("visibilitychange", () => document.hidden || now(), { signal: stop.signal });
  if (queued) now();
};

// The Enter key in the number's box is meant for the number, not for the press; and the sentence
// above the boxes names whom they leave.
const choose = (form) => {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.type !== "tel") return;
    event.preventDefault();
    form.querySelector("button.press").focus();
  });
  const order = document.getElementById("order");
  const joined = (names, name) => order.dataset.joined.replace("{names}", () => names).replace("{name}", () => name);
  form.addEventListener("change", () => {
    const ticked = [...form.querySelectorAll("[name=ring]:checked")].map((box) => box.dataset.name);
    if (order && ticked.length) order.textContent = [...new Set(ticked)].reduce(joined);
  });
};
