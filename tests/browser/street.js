// A portal that runs, and people who visit it with a real browser. In: the program of a portal, a store. Out: pages, and
// what was wrong on the way to them. Never: a request to another place than that portal.
"use strict";

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const net = require("node:net");
const os = require("node:os");
const path = require("node:path");
const { setTimeout: pause } = require("node:timers/promises");
const { chromium } = require("playwright-core");
const { provide } = require("./provider.js");

const PHONE = { width: 390, height: 844 };
/// The page that checks receipts alone runs its own script, and may reach nobody, not even the portal.
const ALONE = /^default-src 'none'; script-src 'sha256-[^']+' 'wasm-unsafe-eval'; style-src 'sha256-[^']+'; form-action 'none'; base-uri 'none'$/;
const POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A browser that can reach this machine and nothing else.
function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    // Chromium's own sandbox does not start for root, who runs most containers.
    chromiumSandbox: process.getuid() !== 0,
    args: ["--disable-lcd-text", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
}

async function until(what, seconds, ask) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await ask();
    if (found) return found;
    assert.ok(Date.now() < end, `${what}: not within ${seconds} s`);
    await pause(50);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/// Starts a portal of invented people on a store: a URL of PostgreSQL, or nothing for SQLite. With a provider, people and
/// staff can also sign in through that.
async function open(store, { withProvider = false } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "grondslag-browser-"));
  fs.mkdirSync(path.join(folder, "outbox"));
  const address = `127.0.0.1:${await freePort()}`;
  const provider = withProvider ? await provide(`http://${address}`, await freePort()) : null;
  const more = [...(store ? [store] : []), ...(provider ? [provider.issuer] : [])];
  const program = spawn(process.env.PORTAL, [address, folder, ...more], { stdio: "inherit" });
  const street = { base: `http://${address}`, folder, provider, ended: false };
  program.on("exit", () => (street.ended = true));
  street.close = () => {
    program.kill();
    provider?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  await until("the portal", 120, async () => {
    assert.ok(!street.ended, "the portal ended");
    return fetch(`${street.base}/readyz`).then((answer) => answer.ok, () => false);
  });
  return street;
}

/// Takes the letter to somebody out of the outbox and returns the link in it.
function letter(street, to) {
  const outbox = path.join(street.folder, "outbox");
  return until(`a letter to ${to}`, 30, () => {
    for (const name of fs.readdirSync(outbox).filter((name) => name.endsWith(".eml"))) {
      const text = fs.readFileSync(path.join(outbox, name), "utf8");
      if (!text.startsWith(`To: ${to}\r\n`)) continue;
      fs.rmSync(path.join(outbox, name));
      return text.match(/http:\/\/\S+\/sign-in\/[0-9a-f]+/)[0];
    }
    return null;
  });
}

/// Somebody at a browser: how they are, what they did, and what went wrong around them.
class Visitor {
  static async come(browser, street, { lang = "en", script = true, keyboard = false } = {}) {
    const visitor = new Visitor();
    Object.assign(visitor, { street, keyboard, presses: 0, pages: 0, wrong: [] });
    visitor.context = await browser.newContext({
      baseURL: street.base, locale: lang, viewport: PHONE, javaScriptEnabled: script, reducedMotion: "reduce",
    });
    visitor.page = await visitor.context.newPage();
    visitor.page.setDefaultTimeout(30000);
    visitor.watch();
    return visitor;
  }

  /// Notes requests to other places, answers that may load more than ours, scripts, and what the browser refused.
  watch() {
    const elsewhere = (url) => this.street.provider && url.startsWith(`${this.street.provider.issuer}/`);
    this.context.on("request", (request) => {
      // What the provider's own pages load is the provider's.
      if (elsewhere(request.url()) || (!request.isNavigationRequest() && elsewhere(request.frame().url()))) return;
      if (!request.url().startsWith(`${this.street.base}/`)) this.wrong.push(`a request to ${request.url()}`);
      if (request.isNavigationRequest() && !request.redirectedFrom()) this.pages += 1;
    });
    this.context.on("response", (response) => {
      if (elsewhere(response.url())) return;
      const policy = response.headers()["content-security-policy"];
      const fits = new URL(response.url()).pathname === "/verify/alone" ? ALONE.test(policy) : policy === POLICY;
      if (!fits) this.wrong.push(`${response.url()} came with the policy ${policy}`);
    });
    this.context.on("console", (message) => {
      if (/Content.Security.Policy|Refused to/i.test(message.text())) this.wrong.push(message.text());
    });
    this.context.on("weberror", (error) => this.wrong.push(`a script failed: ${error.error()}`));
  }

  async go(where) {
    return this.page.goto(where);
  }

  /// Activates what a selector names: with a click, or with Tab and Enter alone.
  async press(selector) {
    this.presses += 1;
    if (!this.keyboard) return this.page.click(selector);
    await this.reach(selector);
    // What Enter starts, a page or a file, is waited for by who expects it; a `summary` starts nothing.
    const loads = await this.page.evaluate(() => !document.activeElement.matches("summary, a[download]"));
    await Promise.all([loads && this.page.waitForEvent("load"), this.page.keyboard.press("Enter")]);
  }

  async type(selector, text) {
    if (!this.keyboard) return this.page.fill(selector, text);
    await this.reach(selector);
    await this.page.keyboard.insertText(text);
  }

  /// Tab until the focus is there, and it can be seen that it is.
  async reach(selector) {
    const wanted = await this.page.locator(selector).first().elementHandle();
    for (let tab = 0; tab < 100; tab += 1) {
      await this.page.keyboard.press("Tab");
      const [there, seen, tag] = await this.page.evaluate((wanted) => {
        const now = document.activeElement;
        const style = getComputedStyle(now);
        const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return [now === wanted, seen || now === document.body, now.outerHTML.slice(0, 80)];
      }, wanted);
      assert.ok(seen, `the focus cannot be seen on ${tag}`);
      if (there) return;
    }
    assert.fail(`the keyboard does not reach ${selector}`);
  }

  async signIn(who, at = "example.org") {
    const address = `${who}@${at}`;
    await this.go("/sign-in");
    await this.type("#address", address);
    await this.press("form[action='/sign-in'] button");
    const link = await letter(this.street, address);
    await this.go(link);
    await this.press("form[action='/sign-in/confirm'] button");
    await this.at("/me");
    // From here on, steps are counted. The page that signing in led to is the first.
    Object.assign(this, { presses: 0, pages: 1 });
  }

  /// The same for the console.
  async signInStaff(name) {
    const address = `${name}@example.org`;
    await this.go("/console/sign-in");
    await this.type("#address", address);
    await this.press("form[action='/console/sign-in'] button");
    await this.go(await letter(this.street, address));
    await this.press("form[action='/sign-in/confirm'] button");
    await this.at("/console");
  }

  async signOut(action) {
    await this.press(`form[action='${action}'] button`);
  }

  async at(where) {
    assert.equal(new URL(this.page.url()).pathname, where);
  }

  async text(selector = "main") {
    return this.page.innerText(selector);
  }

  /// Presses a link to a file and returns what was kept.
  async download(selector) {
    const [file] = await Promise.all([this.page.waitForEvent("download"), this.press(selector)]);
    return fs.readFileSync(await file.path(), "utf8");
  }

  /// Everything that the ledger holds about who is signed in.
  async data() {
    const answer = await this.context.request.get("/me/data");
    assert.equal(answer.status(), 200);
    return answer.json();
  }

  async leave() {
    await this.context.close();
    assert.deepEqual(this.wrong, [], "something went wrong around the pages");
  }
}

module.exports = { PHONE, Visitor, browser, letter, open };
