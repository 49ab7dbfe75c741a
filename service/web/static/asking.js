// Asking our own server, and telling its answers from what others say in its place.
"use strict";

const LIMIT = 6000;
// Written on each answer of ours; see headers.py.
const OURS = "Answered-By";

const fetchText = async (address, { limit = LIMIT, ...options } = {}) => {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limit);
  try {
    const answer = await fetch(address, {
      credentials: "same-origin",
      cache: "no-store",
      ...options,
      signal: late.signal,
    });
    return { answer, text: await answer.text() };
  } finally {
    clearTimeout(timer);
  }
};

// Which answers count: a proxy, or a hotel's network, answers too.
const isOurs = (answer) => answer.headers.has(OURS);

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

// Every sentence that a script shows stands in a template of the page.
const said = (name) => document.getElementById(name).content.cloneNode(true);

// Shown once and left alone: what is put there again is read out again.
const show = (place, name, content) => {
  if ((place.dataset.said ?? "") === name) return false;
  place.dataset.said = name;
  place.replaceChildren(content ?? (name ? said(name) : ""));
  return true;
};

// How long until the next try: soon at first, and twice as long each time.
const paces = (first, longest) => {
  let next = first;
  return {
    again: () => (next = first),
    next: () => {
      const now = next;
      next = Math.min(next * 2, longest);
      return now;
    },
  };
};
