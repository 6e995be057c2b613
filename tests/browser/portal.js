// The portal in a real browser. In: `PORTAL`, the program; `STORES`, one a line, an empty line for SQLite. Out: tests.
// With `UPDATE=1` the pictures of the book are written anew. Never: a test that a broken page passes; see the last ones.
"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { after, before, describe, test } = require("node:test");
const { audit } = require("./audit.js");
const BROKEN = require("./broken.js");
const rights = require("./rights.js");
const { PHONE, Visitor, browser, letter, open } = require("./street.js");

const PICTURES = path.join(__dirname, "../../docs/src/images/portal");
const BYTES_MAX = 100 * 1024;
/// Pixels of a page in one picture.
const PART = 1000;
const HANDS = {
  "with a mouse": {},
  "without JavaScript": { script: false },
  "with the keyboard alone": { keyboard: true },
};

const stores = (process.env.STORES ?? "").split("\n");
let chromium;
let street;
let people = 0;
const somebody = () => `s${(people += 1)}`;

for (const store of stores) {
  describe(store ? "on PostgreSQL" : "on SQLite", () => {
    before(async () => {
      people = 0;
      chromium = await browser();
      street = await open(store);
    });
    after(async () => {
      await chromium.close();
      street.close();
    });
    for (const [how, given] of Object.entries(HANDS)) {
      for (const [name, walk] of Object.entries(rights)) {
        test(`${name}, ${how}`, async () => {
          const visitor = await Visitor.come(chromium, street, given);
          await walk(visitor, somebody());
          await visitor.leave();
        });
      }
    }
    // The pages are the same on every store.
    if (!store) pages();
  });
}

/// Every page in every state that looks different, in the order in which somebody could meet them.
async function tour(visitor, who, show) {
  const go = async (name, where) => {
    await visitor.go(where);
    await show(name);
  };
  await go("home", "/");
  await go("not-found", "/nothing-here");
  await go("bad-link", `/sign-in/${"0".repeat(64)}`);
  await go("look-up", "/look-up");
  await visitor.type("#reference", "0".repeat(32));
  await visitor.press("form[action='/look-up'] button");
  await show("look-up-none");
  await go("verify", "/verify");
  await visitor.type("#text", "not a receipt");
  await visitor.press("form[action='/verify'] button");
  await show("verify-bad");
  await go("without-account", "/without-account");
  await visitor.press("form[action='/without-account'] button");
  await show("without-account-wrong");
  await visitor.type("#name", `Somebody ${who}`);
  await visitor.press("form[action='/without-account'] button");
  await show("receipt-without-account");
  const reference = await visitor.text("dd code >> nth=0");
  const receipt = await visitor.download("a[href$='/file']");
  await visitor.go("/look-up");
  await visitor.type("#reference", reference);
  await visitor.press("form[action='/look-up'] button");
  await show("look-up-stands");
  await visitor.go("/verify");
  await visitor.type("#text", receipt);
  await visitor.press("form[action='/verify'] button");
  await show("verify-good");
  await go("sign-in", "/sign-in");
  await visitor.type("#address", `${who}@example.org`);
  await visitor.press("form[action='/sign-in'] button");
  await show("link-sent");
  await go("link", await letter(visitor.street, `${who}@example.org`));
  await visitor.press("form[action='/sign-in/confirm'] button");
  await show("choices");
  await visitor.press("form[action='/me/consent'] button[value=no]");
  for (const what of ["erasure", "restriction", "accuracy"]) {
    await visitor.press(`button[name=what][value=${what}]`);
  }
  await visitor.press("form[action='/me/object'] button >> nth=0");
  await show("choices-said");
  await visitor.press(".notice a");
  await show("receipt");
  // A form that was left open while its session ended.
  await visitor.go("/me");
  await visitor.context.clearCookies({ name: "session" });
  await visitor.press("form[action='/sign-out'] button");
  await show("not-signed-in");
}

function pages() {
  for (const lang of ["en", "nl"]) {
    test(`every page in ${lang} fits WCAG 2.2 AA in light and dark, keyboard and small phone`, async () => {
      const visitor = await Visitor.come(chromium, street, { lang });
      const wrong = [];
      const pictures = [];
      await tour(visitor, somebody(), async (name) => {
        if (lang === "en") pictures.push(...(await portray(visitor.page, name)));
        wrong.push(...(await audit(visitor.page, lang)).map((line) => `${name}: ${line}`));
      });
      assert.deepEqual(wrong, []);
      await visitor.leave();
      if (lang === "en") book(pictures);
    });
  }
  for (const [name, { spoil, told }] of Object.entries(BROKEN)) {
    test(`${name} is caught`, async () => {
      const visitor = await Visitor.come(chromium, street);
      await visitor.page.route(`${street.base}/**`, async (route) => spoil(route, await route.fetch()));
      await visitor.go("/without-account");
      const wrong = [...(await audit(visitor.page, "en")), ...visitor.wrong];
      assert.match(wrong.join("\n"), told);
      await visitor.context.close();
    });
  }
}

/// Pictures of a page for the book. A long page is in parts, because no file of the project is large.
async function portray(page, name) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const pictures = [];
  for (let y = 0; y < height; y += PART) {
    const clip = { x: 0, y, width: PHONE.width, height: Math.min(PART, height - y) };
    const bytes = await page.screenshot({ fullPage: true, clip, animations: "disabled", caret: "initial" });
    pictures.push({ file: y ? `${name}-${y / PART + 1}.png` : `${name}.png`, bytes });
  }
  return pictures;
}

/// Writes the pictures where that was asked for, and asks that the book has each of them.
function book(pictures) {
  for (const { file, bytes } of pictures) {
    assert.ok(bytes.length <= BYTES_MAX, `${file} has ${bytes.length} bytes`);
  }
  if (process.env.UPDATE) {
    fs.rmSync(PICTURES, { recursive: true, force: true });
    fs.mkdirSync(PICTURES, { recursive: true });
    for (const { file, bytes } of pictures) fs.writeFileSync(path.join(PICTURES, file), bytes);
  }
  // In how many parts a page is depends on the fonts of the machine.
  const pages = (files) => [...new Set(files.map((file) => file.replace(/(-\d+)?\.png$/, "")))].sort();
  const shown = pages(fs.readdirSync(PICTURES));
  assert.deepEqual(shown, pages(pictures.map(({ file }) => file)), "the book shows every page; run with UPDATE=1");
}
