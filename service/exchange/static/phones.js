"use strict";

// Cards are made once and changed in place: typed text and focus outlive every poll.
const POLL_MS = 500;
const cards = new Map();
const byId = (id) => document.getElementById(id);
const aloud = byId("aloud");
let polledAt = performance.now();
let firstPoll = true;

async function ask(method, path, body) {
  const answer = await fetch("/exchange" + path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (answer.status === 204) return null;
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.title);
  return json;
}

// Does one thing a person asked for, and shows the sentence where it is refused; says whether it was done.
async function act(method, path, body) {
  const no = byId("said-no");
  try {
    await ask(method, path, body);
    no.hidden = true;
  } catch (refusal) {
    no.textContent = refusal.message;
    no.hidden = false;
  }
  await look();
  return no.hidden;
}

// Numbers as people in the United Kingdom write them.
function written(number) {
  const bare = number.replace(/^\+44/, "0");
  if (/^07\d{9}$/.test(bare)) return bare.replace(/^(\d{5})(\d{6})$/, "$1 $2");
  if (/^02\d{9}$/.test(bare)) return bare.replace(/^(\d{3})(\d{4})(\d{4})$/, "$1 $2 $3");
  return bare;
}

function called(other) {
  return other ? other.name || written(other.number).replaceAll(" ", "\u00a0") : "";
}

function makeCard(phone) {
  const card = byId("phone").content.cloneNode(true).firstElementChild;
  const part = (selector) => card.querySelector(selector);
  const path = "/phones/" + encodeURIComponent(phone.number);
  part(".number").textContent = written(phone.number);
  for (const button of card.querySelectorAll("[data-act]")) {
    button.addEventListener("click", () => {
      const body = button.dataset.act === "call" ? { to: byId("ours").value } : {};
      act("POST", `${path}/${button.dataset.act}`, body);
    });
  }
  for (const button of card.querySelectorAll("[data-key]")) {
    button.addEventListener("click", () =>
      act("POST", path + "/keys", { keys: button.dataset.key, when: "now" }));
  }
  const body = part(".write input");
  body.id = "text-" + phone.number;
  part(".write label").htmlFor = body.id;
  part(".write").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!body.value) return;
    act("POST", path + "/text", { to: byId("ours").value, body: body.value });
    body.value = "";
  });
  tellBeforehand(part(".calls"), path, "call", (form) => ({
    kind: form.get("kind"),
    ...(form.get("after") ? { after: Number(form.get("after")) } : {}),
    ...(form.get("kind") === "answer" && form.get("keys") ? { press: form.get("keys") } : {}),
  }));
  tellBeforehand(part(".deliveries"), path, "text", (form) => ({
    kind: form.get("kind"),
    ...(["fail", "refuse"].includes(form.get("kind")) && form.get("code") ? { code: Number(form.get("code")) } : {}),
  }));
  byId("phones").append(card);
  return { card, part, spoken: new Set(), lines: "", inbox: "", state: "idle", call: null };
}

function tellBeforehand(form, path, name, read) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = read(new FormData(form));
    const always = event.submitter && event.submitter.value === "always";
    act("PUT", path, always ? { [name]: wanted } : { [`next_${name}s`]: [wanted] });
  });
}

const STATES = {
  idle: () => "Idle",
  ringing: (phone) => `Ringing: ${called(phone.other)}`,
  calling: (phone) => `Ringing ${called(phone.other)}`,
  "in call": (phone) => phone.last_call && phone.last_call.mailbox
    ? "A mailbox is recording"
    : `In a call: ${called(phone.other)}`,
};

const ENDS = {
  completed: "Call over",
  busy: "Was busy or refused",
  "no-answer": "Missed call",
  failed: "Could not be reached",
  canceled: "The caller hung up",
};

function doing(phone) {
  if (phone.state !== "idle" || !phone.last_call) return STATES[phone.state](phone);
  if (phone.last_call.mailbox) return "A mailbox took the call";
  return ENDS[phone.last_call.status] || "Idle";
}

function drawPhone(phone) {
  if (!cards.has(phone.number)) cards.set(phone.number, makeCard(phone));
  const card = cards.get(phone.number);
  const { part } = card;
  const name = phone.name || "Phone";
  part(".name").textContent = name;
  if (card.state !== phone.state && phone.state !== "idle") announce(`${name}: ${doing(phone)}`);
  card.state = card.card.dataset.state = phone.state;
  part(".doing").textContent = doing(phone);
  part(".answer").hidden = part(".refuse").hidden = phone.state !== "ringing";
  part(".hang-up").hidden = phone.state !== "in call" && phone.state !== "calling";
  part(".ring-us").hidden = phone.state !== "idle";
  for (const key of card.card.querySelectorAll("[data-key]")) key.disabled = phone.state !== "in call";
  const planned = phone.next_calls.map((next) => next.kind.replace("_", " "));
  if (!planned.length && phone.call.kind !== "manual") planned.push(phone.call.kind.replace("_", " "));
  part(".plan").textContent = planned.length ? "call: " + planned.join(", ") : "";
  card.call = phone.last_call;
  drawCall(card, name);
  drawTexts(card, phone, name);
}

function drawCall(card, name) {
  const { call, part } = card;
  const pressed = call ? call.pressed.map((each) => each.key).join(" ") : "";
  part(".keys-pressed").textContent = "Keys pressed: " + pressed;
  part(".keys-pressed").hidden = !pressed;
  const lines = call ? call.said.map((each) => call.sid + each.at).join() : "";
  if (card.lines !== lines) {
    card.lines = lines;
    part(".said").replaceChildren(...(call ? call.said : []).map((words) => line(card, call, words, name)));
  }
  drawWords(card);
}

function line(card, call, words, name) {
  const item = document.createElement("li");
  const heard = document.createElement("span");
  const toCome = document.createElement("span");
  toCome.className = "to-come";
  item.append(heard, toCome);
  const id = call.sid + words.at;
  if (!card.spoken.has(id) && !firstPoll) sayAloud(words.text, `${name} hears: ${words.text}`);
  card.spoken.add(id);
  return item;
}

// Shows of the last line as much as has been said by now.
function drawWords(card) {
  if (!card.call) return;
  const since = (performance.now() - polledAt) / 1000;
  const items = card.part(".said").children;
  card.call.said.forEach((words, index) => {
    const cut = words.cut_after !== null;
    const heardFor = cut ? words.cut_after : words.age + since;
    const share = words.seconds > 0 ? Math.min(heardFor / words.seconds, 1) : 1;
    const last = index === card.call.said.length - 1;
    const over = Boolean(card.call.ended);
    const count = Math.round(words.text.length * (over && !cut && !last ? 1 : share));
    const [heard, toCome] = items[index].children;
    if (heard.textContent.length !== count || !items[index].dataset.drawn) {
      heard.textContent = words.text.slice(0, count);
      toCome.textContent = cut || over ? (count < words.text.length ? "…" : "") : words.text.slice(count);
      items[index].dataset.drawn = "yes";
      if (last) card.part(".said").scrollTop = items[index].offsetTop;
    }
    items[index].className = last && !over ? "now" : "";
  });
}

function drawTexts(card, phone, name) {
  const now = phone.texts.map((text) => text.sid + text.status).join();
  if (card.inbox === now) return;
  const before = card.inbox;
  card.inbox = now;
  const items = phone.texts.map((text) => {
    const item = document.createElement("li");
    const note = document.createElement("small");
    const mine = text.direction === "inbound";
    item.className = mine ? "mine" : "";
    item.textContent = text.body || "(its words are gone)";
    const at = new Date(text.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    note.textContent = mine ? at : `${at} · ${text.status}${text.error_code ? " " + text.error_code : ""}`;
    item.append(note);
    if (!mine && !firstPoll && text.status === "delivered" && !before.includes(text.sid + "delivered")) {
      announce(`${name} has a text: ${text.body}`);
    }
    return item;
  });
  const inbox = card.part(".inbox");
  inbox.replaceChildren(...items);
  inbox.scrollTop = inbox.scrollHeight;
}

function announce(words) {
  if (!firstPoll) byId("announcer").textContent = words;
}

function sayAloud(text, announced) {
  if (!aloud.checked || !window.speechSynthesis) {
    announce(announced);
    return;
  }
  const voice = new SpeechSynthesisUtterance(text);
  voice.lang = "en-GB";
  window.speechSynthesis.speak(voice);
}

function drawFaults(faults) {
  byId("faults").replaceChildren(...faults.map((fault) => {
    const item = document.createElement("li");
    const option = document.querySelector(`option[value="${fault.kind}"]`);
    const what = option.parentElement.label + ": " + option.textContent.toLowerCase();
    const count = fault.count === null ? "until mended" : `${fault.count} more`;
    const seconds = fault.seconds ? `, ${fault.seconds} s` : "";
    item.textContent = `${what}${seconds}${fault.on ? `, ${fault.on} only` : ""} (${count})`;
    return item;
  }));
  byId("well").hidden = faults.length > 0;
  byId("mend").hidden = faults.length === 0;
}

async function look() {
  try {
    const state = await ask("GET", "/phones");
    polledAt = performance.now();
    byId("trouble").hidden = true;
    byId("empty").hidden = state.phones.length > 0;
    state.phones.forEach(drawPhone);
    drawFaults(state.faults);
    firstPoll = false;
  } catch {
    byId("trouble").hidden = false;
  }
}

async function keepLooking() {
  await look();
  setTimeout(keepLooking, byId("trouble").hidden ? POLL_MS : 2 * POLL_MS);
}

byId("fault").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const number = (name) => (form.get(name) ? { [name]: Number(form.get(name)) } : {});
  const on = form.get("on") ? { on: form.get("on") } : {};
  act("POST", "/faults", { kind: form.get("kind"), ...number("count"), ...number("seconds"), ...on });
});
byId("mend").addEventListener("click", () => act("DELETE", "/faults"));
byId("forget").addEventListener("click", () => act("POST", "/reset"));
byId("add").addEventListener("submit", async (event) => {
  event.preventDefault();
  const written = event.target;
  const form = new FormData(written);
  const name = form.get("name") ? { name: form.get("name") } : {};
  if (await act("PUT", "/phones/" + encodeURIComponent(form.get("number")), name)) written.reset();
});
aloud.addEventListener("change", () => {
  if (!aloud.checked && window.speechSynthesis) window.speechSynthesis.cancel();
});
setInterval(() => cards.forEach(drawWords), 80);
keepLooking();
