// What staff do in the console, each as a walk through the pages. In: a visitor and somebody who has an account. Out: nothing;
// a walk fails where a page does not do what it says. Never: a shortcut past a page.
"use strict";

const assert = require("node:assert/strict");

const ALL = "form[action='/me/object']:has(input[name=purpose][value='*']):not(:has(input[name=scope])) button";
const card = (words) => `section.card:has-text("${words}")`;

/// Somebody asks, the officer answers, and the person reads the answer.
async function answers(visitor, who) {
  await visitor.signIn(who);
  await visitor.press(ALL);
  await visitor.press("button[name=what][value=erasure]");
  await visitor.signOut("/sign-out");
  await visitor.signInStaff("dpo-1");
  await visitor.go("/console/requests");
  const theirs = (kind) => `section.card:has(h2:has-text("${kind}")):has(dd:text-is("${who}"))`;
  await visitor.press(`${theirs("Objection")} button[value=yes]`);
  await visitor.press(`${theirs("Erasure")} summary`);
  await visitor.type(`${theirs("Erasure")} textarea`, "A court asked us to keep it.");
  await visitor.press(`${theirs("Erasure")} button[value=no]`);
  assert.equal(await visitor.page.locator(`dd:text-is("${who}")`).count(), 0, "nothing of theirs waits");
  await visitor.signOut("/console/sign-out");
  await visitor.signIn(who);
  assert.match(await visitor.text(), /Accepted. We leave these posts out./);
  assert.match(await visitor.text(), /We did not erase your data. We told you why./);
}

/// Somebody without an account objects; the officer sees the name, and that nothing else is needed.
async function seesNames(visitor, who) {
  await visitor.go("/without-account");
  await visitor.type("#name", `Somebody ${who}`);
  await visitor.press("form[action='/without-account'] button");
  await visitor.signInStaff("dpo-1");
  await visitor.go("/console/identities");
  assert.match(await visitor.text(card(`Somebody ${who}`)), /looked for in all texts/);
}

/// A text that a detector was not sure of: the words are marked, and it leaves the queue with a verdict.
async function reviews(visitor) {
  await visitor.signInStaff("counsel-1");
  await visitor.go("/console/reviews");
  const waiting = await visitor.page.locator("blockquote").count();
  assert.ok((await visitor.text("blockquote >> nth=0")).includes(await visitor.text("mark >> nth=0")));
  await visitor.press("section.card >> nth=0 >> button[value=cleared]");
  assert.equal(await visitor.page.locator("blockquote").count(), waiting - 1);
}

/// A document takes two people: after the first signature their button is gone, and the second one approves it.
async function signs(visitor) {
  await visitor.signInStaff("dpo-1");
  await visitor.go("/console/papers");
  const document = await visitor.page.locator("form[action='/console/papers/sign'] input[name=document]").first().inputValue();
  const sheet = `section.card:has(#d${document})`;
  await visitor.press(`${sheet} button`);
  assert.match(await visitor.text(sheet), /waits for the signature of another person/);
  assert.equal(await visitor.page.locator(`${sheet} button`).count(), 0, "no second signature of the same person");
  await visitor.signOut("/console/sign-out");
  await visitor.signInStaff("engineering-1");
  await visitor.go("/console/papers");
  await visitor.press(`${sheet} button`);
  assert.match(await visitor.text(sheet), /approved until/);
}

/// One click stops everything; who did it cannot end it, and another can.
async function stops(visitor) {
  await visitor.signInStaff("dpo-1");
  visitor.presses = 0;
  await visitor.press("form[action='/console/orders/stop'] button");
  assert.equal(visitor.presses, 1, "clicks to stop everything, from the page that signing in leads to");
  await visitor.at("/console/orders");
  const order = "section.card:has-text('in force') >> nth=0";
  assert.match(await visitor.text(order), /dpo-1/);
  assert.match(await visitor.text(order), /every operation; every purpose; everywhere/);
  assert.equal(await visitor.page.locator("form[action='/console/orders/lift']").count(), 0);
  await visitor.signOut("/console/sign-out");
  await visitor.signInStaff("dpo-2");
  await visitor.go("/console/orders");
  await visitor.press("form[action='/console/orders/lift'] button");
  assert.equal(await visitor.page.locator("section.card:has-text('in force')").count(), 0);
}

/// A supervisor who was invited reads, and finds no button but the one to leave.
async function reads(visitor) {
  await visitor.signInStaff("supervisor-1");
  for (const page of ["", "/requests", "/notices", "/papers", "/orders", "/stock", "/hooks", "/figures", "/events"]) {
    await visitor.go(`/console${page}`);
    assert.equal(await visitor.page.locator("main button").count(), 0, `a button on ${page}`);
  }
  await visitor.go("/console/reviews");
  assert.match(await visitor.text(), /not for your role/);
}

module.exports = {
  "a request is answered in the console and the person reads the answer": answers,
  "an objection without an account reaches the console": seesNames,
  "a text that a detector was not sure of is looked at": reviews,
  "a document is approved by two people": signs,
  "one click stops everything and another person ends it": stops,
  "a supervisor reads and changes nothing": reads,
};
