// Keeps one page on this device, with the files that it is made of, and opens it where a page of
// ours cannot be had. Of what was raised it keeps nothing: docs/decisions/0017-what-a-device-keeps.md.
"use strict";

// Another number where what is kept has another form; what has another number is thrown away.
const KEPT = "kept-1";
const PAGE = "/offline";
const OURS = "Answered-By";
// A page that has not come by then is as good as none; the slow one is left to the browser.
const PATIENCE = 5000;
// As long as the house remembers a device, so long a device remembers who would be rung.
const REMEMBERED = 90 * 24 * 60 * 60 * 1000;
const OWN = /<!--own-->.*?<!--\/own-->/gs;

// One after another: what was asked for last is what stays.
let last = Promise.resolve();
const inTurn = (deed) => (last = last.then(deed, deed));

const keep = async () => {
  const answer = await fetch(PAGE, { cache: "no-store" });
  if (!answer.ok || answer.redirected || !answer.headers.has(OURS)) throw new Error("nothing to keep");
  const text = await answer.clone().text();
  const parts = new Set(text.match(/(?<=")\/static\/[^"]+\.(css|js|svg)\?[^"]+/g));
  const shelf = await caches.open(KEPT);
  const here = (await shelf.keys()).map(({ url }) => url.slice(location.origin.length));
  // The parts first: a page without its sheet is worse than yesterday's.
  await shelf.addAll([...parts].filter((part) => !here.includes(part)));
  await shelf.put(PAGE, answer);
  const gone = here.filter((part) => part !== PAGE && !parts.has(part));
  await Promise.all(gone.map((part) => shelf.delete(part)));
};

const forget = async () => {
  const shelf = await caches.open(KEPT);
  const answer = await shelf.match(PAGE);
  if (!answer) return undefined;
  const headers = new Headers(answer.headers);
  headers.delete("Content-Length");
  const text = (await answer.text()).replaceAll(OWN, "");
  await shelf.put(PAGE, new Response(text, { headers }));
  return shelf.match(PAGE);
};

// Whoever hides a page with no connection sees nothing, and never the page with the numbers.
const blank = () => new Response("<!doctype html><title></title>", { headers: { "Content-Type": "text/html" } });

const kept = async () => {
  const answer = await (await caches.open(KEPT)).match(PAGE);
  if (!answer) return undefined;
  const age = Date.now() - Date.parse(answer.headers.get("Date"));
  return age < REMEMBERED ? answer : inTurn(forget);
};

const late = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));

// Answered by us, also where we say that something failed: that page has numbers of its own.
const isOurs = (answer) => answer.type === "opaqueredirect" || answer.status < 500 || answer.headers.has(OURS);

const opened = async (event) => {
  const answer = (async () => (await event.preloadResponse) ?? fetch(event.request))();
  const usable = answer.then((came) => (isOurs(came) ? came : kept().then((page) => page ?? came)));
  const inTime = Promise.race([usable, late().then(kept).then((page) => page ?? usable)]);
  return inTime.catch(async (lost) => (await kept()) ?? Promise.reject(lost));
};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(inTurn(keep));
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    await self.registration.navigationPreload?.enable();
    const others = (await caches.keys()).filter((name) => name !== KEPT);
    await Promise.all(others.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("message", (event) => {
  const deed = { keep, forget }[event.data];
  if (deed) event.waitUntil(inTurn(deed).catch(() => undefined));
});

// What a form sends is never touched: sent on from here it would pass for our own page's, even
// where another site sent it.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) {
    // By content: what has this address is what was asked for.
    event.respondWith(caches.match(request).then((part) => part ?? fetch(request)));
  } else if (request.mode === "navigate" && pathname === "/today") {
    event.respondWith(fetch(request).catch(blank));
  } else if (request.mode === "navigate" && !pathname.startsWith("/sign-in/")) {
    event.respondWith(opened(event));
  }
});
