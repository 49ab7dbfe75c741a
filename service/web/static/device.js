// What this device keeps for when nobody answers, and the page that is opened then.
"use strict";

const AGAIN = 2000;
const LONGEST_BETWEEN_LOOKS = 30000;
const DAY = 24 * 60 * 60 * 1000;
const OLD = 30 * DAY;
// As long as the house remembers a device; sw.js has the same.
const TOO_OLD = 90 * DAY;

const worker = async () => (await navigator.serviceWorker?.getRegistration())?.active;

// Take everybody's name and number off this device.
const forget = async () => {
  sessionStorage.clear();
  (await worker())?.postMessage("forget");
};

// Bring what is kept up to date, whoever is signed in by now, and the script that keeps it.
const keep = async () => {
  if (!navigator.serviceWorker) return;
  try {
    (await worker())?.postMessage("keep");
    await navigator.serviceWorker.register("/sw.js");
  } catch {
    // No connection, or a browser that keeps nothing: this page works without.
  }
};

// On the kept page: say whether we can be reached, and look again.
const look = (place) => {
  const pace = paces(AGAIN, LONGEST_BETWEEN_LOOKS);
  let timer = 0;
  const reach = async () => {
    clearTimeout(timer);
    try {
      const { answer } = await fetchText(place.dataset.reach);
      show(place, isOurs(answer) && answer.ok ? "reached" : "not-reached");
    } catch {
      show(place, navigator.onLine ? "not-reached" : "no-connection");
    }
    timer = setTimeout(reach, pace.next());
  };
  window.addEventListener("online", () => {
    pace.again();
    reach();
  });
  reach();
};

const since = (synced) => Date.now() - Date.parse(synced.dateTime);

const age = (synced) => {
  document.getElementById("old").hidden = since(synced) <= OLD;
  document.getElementById("goes-on").hidden = !location.pathname.startsWith("/call-outs/");
};

// On a page that says what failed: whom this device would ring, which the house cannot tell now.
const fill = async (place) => {
  const kept = await window.caches?.match("/offline");
  const page = kept && parsed(await kept.text());
  const own = page?.querySelector("#own + .lines");
  const synced = page?.querySelector("#synced");
  if (!own || since(synced) > TOO_OLD) return;
  place.append(synced.closest("p"), own);
  place.hidden = false;
};
