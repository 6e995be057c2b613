"use strict";
// Checks a receipt on this device: the verifier is part of the page, and the page's policy lets it reach nobody.
const words = JSON.parse(document.getElementById("words").textContent);
const place = (id) => document.getElementById(id);

async function verifier() {
  const packed = Uint8Array.from(atob(place("verifier").textContent.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = await new Response(stream).arrayBuffer();
  return (await WebAssembly.instantiate(bytes, {})).instance.exports;
}

function check(exports, key, receipt) {
  const given = new Uint8Array([...new TextEncoder().encode(key.trim() + "\n"), ...receipt]);
  const start = exports.reserve(given.length) >>> 0;
  new Uint8Array(exports.memory.buffer, start, given.length).set(given);
  const length = exports.check();
  const answer = new Uint8Array(exports.memory.buffer, exports.answer() >>> 0, length);
  return JSON.parse(new TextDecoder().decode(answer));
}

function line(list, term, text) {
  if (!text && text !== 0) return;
  const name = document.createElement("dt");
  const value = document.createElement("dd");
  name.textContent = term;
  value.textContent = text;
  list.append(name, value);
}

function day(moment) {
  return moment && new Date(moment).toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
}

function show(said) {
  const result = place("result");
  result.replaceChildren();
  result.hidden = false;
  const head = document.createElement("h2");
  head.textContent = said.holds ? words.good : said.why ? words.bad : said.word;
  result.append(head);
  if (said.why) {
    const why = document.createElement("p");
    const cause = document.createElement("span");
    cause.lang = "en";
    cause.textContent = said.why;
    why.append(words.why + " ", cause);
    result.append(why);
  }
  if (said.holds) {
    const list = document.createElement("dl");
    const receipt = said.receipt;
    line(list, words.act, receipt.act ? words.acts[receipt.act] || receipt.act : words.erased);
    line(list, words.at, day(receipt.at));
    line(list, words.purpose, receipt.purpose);
    line(list, words.reference, receipt.reference);
    line(list, words.due, day(receipt.due));
    line(list, words.index, receipt.index);
    line(list, words.root, receipt.root);
    line(list, words.log, receipt.log);
    result.append(list);
  }
  result.focus();
}

place("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const file = place("file").files[0];
  const text = place("text").value;
  if (!file && !text.trim()) return show({ word: words.none });
  // A text field gives one character for every line break; a proof that was pasted may have two.
  const receipt = file
    ? new Uint8Array(await file.arrayBuffer())
    : new TextEncoder().encode(text.replaceAll("\r\n", "\n"));
  try {
    show(check(await verifier(), place("key").value, receipt));
  } catch {
    show({ word: words.cannot });
  }
});
