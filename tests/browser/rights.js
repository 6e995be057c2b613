// What people do at the portal, each thing with a mouse, without JavaScript, and with the keyboard alone.
"use strict";

const assert = require("node:assert/strict");

const ALL = "form[action='/me/object']:has(input[name=purpose][value='*']):not(:has(input[name=scope])) button";
const consent = (answer) => `form[action='/me/consent'] button[value=${answer}]`;
const acts = (data) => data.events.map((event) => event.act);

/// Objecting to everything is on the page that signing in leads to, and is one click. Taking it back is one, too.
async function objects(visitor, who) {
  await visitor.signIn(who);
  const before = visitor.pages;
  await visitor.press(ALL);
  assert.deepEqual([before, visitor.presses], [1, 1], "pages and clicks up to the objection");
  await visitor.at("/me");
  assert.match(await visitor.text(".notice"), /We recorded it/);
  assert.match(await visitor.text(".right"), /You object to every use/);
  const [said] = (await visitor.data()).events;
  assert.deepEqual([said.act, said.subject, said.scope, said.purpose ?? null], ["objection", who, { person: true }, null]);
  visitor.presses = 0;
  await visitor.press("form[action='/me/objection/withdraw'] button");
  assert.equal(visitor.presses, 1, "clicks to take it back");
  assert.deepEqual(acts(await visitor.data()), ["objection", "objection_withdrawn"]);
  await visitor.page.waitForSelector(ALL);
}

/// An objection to less is there, too, and says so.
async function objectsToLess(visitor, who) {
  await visitor.signIn(who);
  await visitor.press("details:has(input[name=scope]) summary");
  await visitor.press("form:has(input[name=account]) button");
  await visitor.press("details:has(input[name=scope]) summary");
  await visitor.type("#items", "p1\np2");
  await visitor.press("form:has(#items) button");
  const scopes = (await visitor.data()).events.map((event) => event.scope);
  assert.deepEqual(scopes, [{ account: `account-of-${who}` }, { items: ["p1", "p2"] }]);
}

/// Consent: one purpose a question, nothing chosen, yes and no alike, and back as easily as it was given [GDPR 7(3)].
async function consents(visitor, who) {
  await visitor.signIn(who);
  assert.equal(await visitor.page.locator("fieldset").count(), 1, "one question for the one purpose that asks");
  const looks = await visitor.page.locator("fieldset button").evaluateAll((buttons) =>
    buttons.map((button) => {
      const { backgroundColor, color, borderColor, fontSize, fontWeight } = getComputedStyle(button);
      return { backgroundColor, color, borderColor, fontSize, fontWeight, height: button.offsetHeight };
    }),
  );
  assert.equal(looks.length, 2);
  assert.deepEqual(looks[0], looks[1], "yes and no look alike");
  assert.deepEqual((await visitor.data()).events, [], "nothing was chosen before");
  const count = async (selector) => {
    visitor.presses = 0;
    await visitor.press(selector);
    return visitor.presses;
  };
  const given = await count(consent("yes"));
  const [said] = (await visitor.data()).events;
  assert.deepEqual([said.act, said.purpose, said.notice_version], ["consent_given", "feed.ranking", "n1"]);
  const withdrawn = await count("form[action='/me/consent/withdraw'] button");
  assert.ok(withdrawn <= given, `${withdrawn} clicks to withdraw, ${given} to give`);
  assert.deepEqual(acts(await visitor.data()), ["consent_given", "consent_withdrawn"]);
}

/// No is one click as well, and is not asked about again. Who changes their mind still can.
async function refuses(visitor, who) {
  await visitor.signIn(who);
  await visitor.press(consent("no"));
  assert.equal(visitor.presses, 1, "clicks to say no");
  assert.deepEqual(acts(await visitor.data()), ["consent_refused"]);
  assert.equal(await visitor.page.locator("fieldset").count(), 0, "nobody asks again");
  assert.match(await visitor.text(), /We will not ask you again before/);
  await visitor.press("details:has(form[action='/me/consent']) summary");
  await visitor.press(consent("yes"));
  assert.deepEqual(acts(await visitor.data()), ["consent_refused", "consent_given"]);
}

/// The other rights, a receipt that holds, one that was changed, and the way out.
async function keepsReceipts(visitor, who) {
  await visitor.signIn(who);
  for (const what of ["erasure", "restriction", "accuracy"]) {
    await visitor.press(`button[name=what][value=${what}]`);
  }
  const asked = acts(await visitor.data()).sort();
  assert.deepEqual(asked, ["accuracy_contested", "erasure_requested", "restriction_requested"]);
  const mine = JSON.parse(await visitor.download("a[href='/me/data']"));
  assert.deepEqual([mine.subject, mine.events.length], [who, 3]);
  await visitor.press(".notice a");
  const receipt = await visitor.download("a[href$='/file']");
  await verifies(visitor, receipt);
  await visitor.press("form[action='/sign-out'] button");
  await visitor.at("/");
  await visitor.go("/me");
  await visitor.at("/sign-in");
}

async function verifies(visitor, receipt) {
  const answers = [
    [receipt, /The receipt is real/],
    // One character of the tree's root: as if somebody had changed the log.
    [receipt.replace(/^(.{20,})$/m, (line) => line.slice(0, -3) + (line.at(-3) === "A" ? "B" : "A") + line.slice(-2)), /does not hold/],
  ];
  assert.notEqual(answers[0][0], answers[1][0]);
  for (const [text, expected] of answers) {
    await visitor.press("a[href='/verify']");
    // A window of the system to choose files is not of this portal; who uses the keyboard here pastes.
    if (visitor.keyboard) await visitor.type("#text", text);
    else await visitor.page.setInputFiles("#file", { name: "a.tlog-proof", mimeType: "text/plain", buffer: Buffer.from(text) });
    await visitor.press("form[action='/verify'] button");
    assert.match(await visitor.text(".notice"), expected);
  }
}

/// What the log has wrong is said in ones own words.
async function corrects(visitor, who) {
  await visitor.signIn(who);
  await visitor.press("details:has(#wrong) summary");
  await visitor.type("#wrong", "I was born in May, not in March.");
  await visitor.press("form:has(#wrong) button");
  const [said] = (await visitor.data()).events;
  assert.deepEqual([said.act, said.verbatim], ["rectification_requested", "I was born in May, not in March."]);
}

/// Somebody without an account objects on one page, keeps a receipt, and looks the objection up.
async function objectsWithoutAccount(visitor, who) {
  await visitor.go("/without-account");
  await visitor.type("#handle", "x");
  await visitor.press("form[action='/without-account'] button");
  assert.match(await visitor.text("[role=alert]"), /three letters/);
  await visitor.type("#handle", `@someone-${who}`);
  Object.assign(visitor, { presses: 0, pages: 1 });
  await visitor.press("form[action='/without-account'] button");
  assert.equal(visitor.presses, 1, "clicks to object");
  assert.match(new URL(visitor.page.url()).pathname, /^\/receipt\//);
  const reference = await visitor.text("dd code >> nth=0");
  const receipt = await visitor.download("a[href$='/file']");
  for (const [asked, expected] of [[reference, /stands/], ["0".repeat(reference.length), /No objection/]]) {
    await visitor.press("a[href='/look-up']");
    await visitor.type("#reference", asked);
    await visitor.press("form[action='/look-up'] button");
    assert.match(await visitor.text("[role=status]"), expected);
  }
  await verifies(visitor, receipt);
}

module.exports = {
  "objecting is one click on the page after sign-in, and taking it back is one": objects,
  "who objects for one account or some posts is recorded so": objectsToLess,
  "consent is asked for each purpose with nothing chosen, and taken back as easily as given": consents,
  "no is one click and is not asked about again": refuses,
  "what is wrong is said in one's own words": corrects,
  "receipts and data can be kept and checked, and signing out ends it": keepsReceipts,
  "who has no account objects on one page and finds the objection again": objectsWithoutAccount,
};
