// What is looked at on every page. In: a page that a browser shows. Out: a list of what is wrong. Never: a page changed.
"use strict";

const AXE = require("axe-core").source;
/// WCAG 2.2, levels A and AA.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// The violations that axe-core finds, and what it could not decide, which somebody would have to look at.
async function axe(page) {
  await page.evaluate(AXE);
  const { violations, incomplete, passes } = await page.evaluate((tags) => {
    // The size of what is touched is the one rule of these tags that axe-core leaves off by itself.
    const options = { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } } };
    return window.axe.run(document, options);
  }, TAGS);
  const told = (kind) => (found) => `${kind} ${found.id}: ${found.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`;
  const nothing = passes.length < 10 ? [`axe-core passed ${passes.length} rules only: did it see the page?`] : [];
  return [...violations.map(told("axe")), ...incomplete.map(told("axe could not decide")), ...nothing];
}

/// What axe-core does not ask: scripts, choices made beforehand, language, a page wider than a small phone.
async function manners(page, lang, script) {
  const wrong = await page.evaluate(([lang, script]) => {
    const wrong = [];
    const some = (selector, what) => {
      if (document.querySelector(selector)) wrong.push(`${what}: ${document.querySelector(selector).outerHTML.slice(0, 120)}`);
    };
    some(script ? "[onclick]" : "script, [onclick], [onload], [onsubmit]", "a script");
    some("[checked], [selected], input[type=checkbox], input[type=radio]", "a choice made beforehand");
    some("[style]", "a style in the page, which the policy refuses");
    if (document.documentElement.lang !== lang) wrong.push(`the page says lang=${document.documentElement.lang}, not ${lang}`);
    if (document.querySelectorAll("h1").length !== 1) wrong.push("not one first heading");
    if (!document.title.includes("·")) wrong.push(`the title is ${document.title}`);
    return wrong;
  }, [lang, script]);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize(size);
  return width > 320 ? [...wrong, `at 320 pixels the page is ${width} wide`] : wrong;
}

/// Everything that Tab reaches, against everything that can be used.
async function keyboard(page) {
  const all = await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    document.activeElement.blur();
    const usable = document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select, summary");
    [...usable].forEach((element, number) => (element.dataset.tab = number));
    return usable.length;
  });
  const order = [];
  const wrong = [];
  // One more than there are, so that a trap or a stop that nobody can use is seen.
  for (let tab = 0; tab < all; tab += 1) {
    await page.keyboard.press("Tab");
    const [number, seen] = await page.evaluate(() => {
      const now = document.activeElement;
      const box = now.getBoundingClientRect();
      const style = getComputedStyle(now);
      const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return [Number(now.dataset.tab ?? -1), ring && inside];
    });
    order.push(number);
    if (!seen) wrong.push(`the focus cannot be seen on stop ${tab}`);
  }
  const expected = [...Array(all).keys()];
  if (order.join() !== expected.join()) wrong.push(`Tab goes ${order.join()}, the page says ${expected.join()}`);
  return wrong;
}

/// Everything, in both themes. One page is there for its script.
async function audit(page, lang, { script = false } = {}) {
  const wrong = [...(await keyboard(page)), ...(await manners(page, lang, script))];
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const found = await axe(page);
    wrong.push(...found.map((line) => `${colorScheme}: ${line}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  return wrong;
}

module.exports = { audit };
