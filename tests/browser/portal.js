// The portal in a real browser. In: `PORTAL`, the program; `STORES`, one a line, an empty line for SQLite. Out: tests.
// With `UPDATE=1` the pictures of the book are written anew. Never: a test that a broken page passes; see the last ones.
"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { after, before, describe, test } = require("node:test");
const { audit } = require("./audit.js");
const BROKEN = require("./broken.js");
const office = require("./console.js");
const journey = require("./journey.js");
const rights = require("./rights.js");
const { PHONE, Visitor, browser, letter, open } = require("./street.js");

const PICTURES = path.join(__dirname, "../../docs/src/images/portal");
const BYTES_MAX = 100 * 1024;
/// Pixels of a page in one picture.
const PART = 900;
const REST = 40;
/// A page that is longer is shown by its beginning.
const PARTS_MAX = 4;
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
      for (const [name, walk] of Object.entries({ ...rights, ...office })) {
        test(`${name}, ${how}`, async () => {
          const visitor = await Visitor.come(chromium, street, given);
          await walk(visitor, somebody());
          await visitor.leave();
        });
      }
    }
    test("an objection in the browser changes the next decision of the pipeline, and taking it back does", async () => {
      const own = await journey.project(store && process.env.PROJECT_STORE);
      try {
        const visitor = await Visitor.come(chromium, own);
        await journey.objects(visitor, own);
        await visitor.leave();
      } finally {
        own.close();
      }
    });
    // The pages, and who lets somebody in, are the same on every store.
    if (!store) {
      provider();
      alone();
      languages();
      pages();
    }
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
  await go("languages", "/languages");
  await go("verify-alone", "/verify/alone");
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
  await go("my-posts", "/me/posts");
  await go("sign-in-again", "/sign-in?again=1");
  await visitor.go("/me");
  await visitor.press("ul:last-of-type a >> nth=0");
  await show("receipt");
  // A form that was left open while its session ended.
  await visitor.go("/me");
  await visitor.context.clearCookies({ name: "session" });
  await visitor.press("form[action='/sign-out'] button");
  await show("not-signed-in");
}

/// Every page of the console, as the officer has them, and what a supervisor sees of it.
async function consoleTour(visitor, show) {
  const go = async (name, where) => {
    await visitor.go(where);
    await show(name);
  };
  await go("console-sign-in", "/console/sign-in");
  await visitor.signInStaff("dpo-1");
  await show("console");
  for (const page of ["requests", "identities", "reviews", "notices", "papers", "stock", "hooks", "law", "figures", "proof", "invitations"]) {
    await go(`console-${page}`, `/console/${page}`);
  }
  await visitor.go("/console");
  await visitor.press("form[action='/console/orders/stop'] button");
  await show("console-orders");
  await go("console-events", "/console/events?act=objection,order");
  await visitor.signOut("/console/sign-out");
  await visitor.signInStaff("supervisor-1");
  await show("console-supervisor");
  await go("not-your-role", "/console/reviews");
}

/// Signing in through a real provider, as a person and as staff, and who is not let in.
function provider() {
  describe("through an OpenID provider", () => {
    let own;
    before(async () => (own = await open("", { withProvider: true })));
    after(() => own.close());
    const come = async (visitor, from, login) => {
      await visitor.go(from);
      await visitor.press("a:has-text('Sign in with your organisation')");
      // It asks who this is, and the first time also whether the portal may know.
      for (let step = 0; step < 3 && visitor.page.url().startsWith(own.provider.issuer); step += 1) {
        if (await visitor.page.locator("input[name=login]").count()) {
          await visitor.page.fill("input[name=login]", login);
          await visitor.page.fill("input[name=password]", "x");
        }
        await Promise.all([visitor.page.waitForEvent("load"), visitor.page.click("button[type=submit]")]);
      }
      assert.ok(visitor.page.url().startsWith(`${own.base}/`), `left at ${visitor.page.url()}`);
    };
    const visit = (name, walk) =>
      test(name, async () => {
        const visitor = await Visitor.come(chromium, own);
        await walk(visitor);
        await visitor.leave();
      });
    visit("a person comes in and only as themselves", async (visitor) => {
      await come(visitor, "/sign-in", "s7");
      await visitor.at("/me");
      assert.equal((await visitor.data()).subject, "s7");
      const asked = own.provider.asked.find((url) => url.searchParams.get("code_challenge"));
      assert.equal(asked.searchParams.get("code_challenge_method"), "S256");
      assert.ok(asked.searchParams.get("state").length >= 64 && asked.searchParams.get("nonce").length >= 64);
    });
    visit("a step that cannot be undone asks the provider for a fresh sign-in", async (visitor) => {
      await come(visitor, "/sign-in", "s8");
      // The provider did not say when this person showed who they are, so it was not now.
      await visitor.press("button[name=what][value=erasure]");
      await visitor.at("/sign-in");
      assert.match(await visitor.text(), /sign in again/);
      await come(visitor, "/sign-in?again=1", "s8");
      await visitor.at("/me");
      const fresh = own.provider.asked.findLast((url) => url.searchParams.get("code_challenge"));
      assert.deepEqual([fresh.searchParams.get("prompt"), fresh.searchParams.get("max_age")], ["login", "0"]);
      await visitor.press("button[name=what][value=erasure]");
      assert.deepEqual((await visitor.data()).events.map((event) => event.act), ["erasure_requested"]);
    });
    visit("staff come in with the roles of the declared claim", async (visitor) => {
      await come(visitor, "/console/sign-in", "dpo-9");
      await visitor.at("/console");
      assert.match(await visitor.text("nav"), /Review/);
    });
    visit("who has no role, or is not known, is not let in", async (visitor) => {
      for (const [from, login] of [["/console/sign-in", "nobody-9"], ["/console/sign-in", "s9"], ["/sign-in", "unknown"]]) {
        await visitor.context.clearCookies();
        await come(visitor, from, login);
        assert.match(await visitor.text(), /The sign-in did not work/, `${login} at ${from}`);
      }
    });
    visit("an answer counts once, and only in the browser that asked", async (visitor) => {
      let callback;
      visitor.page.on("request", (request) => {
        if (request.url().includes("/callback?")) callback = request.url();
      });
      await come(visitor, "/sign-in", "s10");
      await visitor.at("/me");
      const again = await visitor.context.request.get(callback, { headers: { accept: "text/html" } });
      assert.equal(again.status(), 403, "a second time");
      const stranger = await Visitor.come(chromium, own);
      await stranger.go(`${own.base}/sign-in/oidc/callback?code=x&state=${"0".repeat(64)}`);
      assert.match(await stranger.text(), /The sign-in did not work/);
      await stranger.leave();
    });
  });
}

/// A copy of the page that checks receipts, kept on a device without a network, in a language of its own.
function alone() {
  test("a saved page checks receipts without a network and cannot send anything", async () => {
    const visitor = await Visitor.come(chromium, street);
    const who = somebody();
    await visitor.signIn(who);
    await visitor.press("form[action='/me/object'] button >> nth=0");
    await visitor.press(".notice a");
    const receipt = await visitor.download("a[href$='/file']");
    await visitor.go("/verify?lang=de");
    const saved = await visitor.download("a[href='/verify/alone']");
    await visitor.go("/?lang=en");
    await visitor.leave();
    const folder = fs.mkdtempSync(path.join(street.folder, "saved-"));
    const file = path.join(folder, "verify-receipt.html");
    fs.writeFileSync(file, saved);
    const context = await chromium.newContext({ offline: true, viewport: PHONE });
    const page = await context.newPage();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`file://${file}`);
    assert.equal(await page.getAttribute("html", "lang"), "de");
    const check = async (text) => {
      await page.setInputFiles("#file", { name: "a.tlog-proof", mimeType: "text/plain", buffer: Buffer.from(text) });
      await page.click("button");
      await page.waitForFunction(() => !document.querySelector("#result").hidden);
      const said = await page.innerText("#result");
      await page.evaluate(() => (document.querySelector("#result").hidden = true));
      return said;
    };
    const words = JSON.parse(await page.textContent("#words"));
    const good = await check(receipt);
    assert.ok(good.startsWith(words.good) && good.includes(words.acts.objection), good);
    const changed = receipt.replace(/^(.{20,})$/m, (line) => line.slice(0, -3) + (line.at(-3) === "A" ? "B" : "A") + line.slice(-2));
    assert.notEqual(changed, receipt);
    assert.ok((await check(changed)).startsWith(words.bad));
    assert.ok((await check("")).startsWith(words.bad));
    // The key of another log: one of the specification's examples.
    const own = await page.inputValue("#key");
    await page.fill("#key", "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    assert.ok((await check(receipt)).startsWith(words.bad));
    await page.fill("#key", own);
    assert.ok((await check(receipt)).startsWith(words.good), "the same page checks again");
    // With a network it could still reach nobody.
    await context.setOffline(false);
    const reached = await page.evaluate((base) => fetch(base, { mode: "no-cors" }).then(() => true, () => false), street.base);
    assert.equal(reached, false);
    assert.deepEqual(asked.filter((url) => !url.startsWith("file://")), []);
    await context.close();
  });
}

/// Every language of the Union and its neighbours, on the pages that most people see.
function languages() {
  test("every language fits a small phone and WCAG 2.2 AA", async () => {
    const visitor = await Visitor.come(chromium, street);
    await visitor.go("/languages");
    const tags = await visitor.page.locator(".languages a").evaluateAll((links) => links.map((link) => link.hreflang));
    assert.equal(tags.length, 27);
    const wrong = [];
    for (const tag of tags) {
      for (const where of ["/", "/without-account"]) {
        await visitor.go(`${where}?lang=${tag}`);
        wrong.push(...(await audit(visitor.page, tag)).map((line) => `${where} in ${tag}: ${line}`));
      }
    }
    assert.deepEqual(wrong, []);
    await visitor.leave();
  });
}

function pages() {
  for (const lang of ["en", "nl"]) {
    test(`every page in ${lang} fits WCAG 2.2 AA in light and dark, keyboard and small phone`, async () => {
      // A portal of its own, so that what others did before does not show.
      const own = await open("");
      const visitor = await Visitor.come(chromium, own, { lang });
      const wrong = [];
      const pictures = [];
      const show = async (name) => {
        if (lang === "en") pictures.push(...(await portray(visitor.page, name)));
        const script = name === "verify-alone";
        wrong.push(...(await audit(visitor.page, lang, { script })).map((line) => `${name}: ${line}`));
      };
      try {
        await tour(visitor, "s1", show);
        await consoleTour(visitor, show);
      } finally {
        own.close();
      }
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
  for (let y = 0; y < height && pictures.length < PARTS_MAX; ) {
    // A rest that is no picture of its own belongs to the part before it.
    const part = height - y < PART + REST ? height - y : PART;
    const clip = { x: 0, y, width: PHONE.width, height: part };
    const bytes = await page.screenshot({ fullPage: true, clip, animations: "disabled", caret: "initial" });
    pictures.push({ file: pictures.length ? `${name}-${pictures.length + 1}.png` : `${name}.png`, bytes });
    y += part;
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
