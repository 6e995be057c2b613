// Pages that are broken on purpose: each must be found, or the tests that find nothing prove nothing. In: the answers of
// a portal that runs. Out: the same, with one thing wrong. Never: a change of the portal itself.
"use strict";

/// Changes the text of one kind of answer on its way to the browser.
function spoiled(kind, change, drop) {
  return async (route, answer) => {
    const headers = answer.headers();
    if (!headers["content-type"].startsWith(kind)) return route.fulfill({ response: answer });
    if (drop) delete headers[drop];
    delete headers["content-length"];
    return route.fulfill({ response: answer, headers, body: change(await answer.text()) });
  };
}

module.exports = {
  "pale text": {
    spoil: spoiled("text/css", (css) => css.replaceAll(/--soft: #\w+/g, "--soft: #8a8a80")),
    told: /color-contrast/,
  },
  "a field without a label": {
    spoil: spoiled("text/html", (html) => html.replace('<label for="name">', "<label>")),
    told: /axe label/,
  },
  "a focus that cannot be seen": {
    spoil: spoiled("text/css", (css) => css.replace(":focus-visible { outline: 3px", ":focus-visible { outline: 0")),
    told: /the focus cannot be seen/,
  },
  "a button that Tab does not reach": {
    spoil: spoiled("text/html", (html) => html.replace('<button>Object', '<button tabindex="-1">Object')),
    told: /Tab goes/,
  },
  "a button too small to touch": {
    spoil: spoiled("text/css", (css) => `${css} nav ul { display: block; } nav li { line-height: 0.5; font-size: 0.5rem; } nav a { min-height: 0; padding: 0; }`),
    told: /target-size/,
  },
  "a page wider than a phone": {
    spoil: spoiled("text/css", (css) => `${css} form { min-width: 30rem; }`),
    told: /at 320 pixels/,
  },
  "a box that is ticked beforehand": {
    spoil: spoiled("text/html", (html) => html.replace("<button>Object", '<label><input type="checkbox" checked> Yes</label><button>Object')),
    told: /a choice made beforehand/,
  },
  "a picture from elsewhere": {
    spoil: spoiled("text/html", (html) => html.replace("</main>", '<img alt="" src="http://elsewhere.example/a.png"></main>')),
    told: /Content.Security.Policy|Refused to/,
  },
  "a picture from elsewhere on a page without the policy": {
    spoil: spoiled("text/html", (html) => html.replace("</main>", '<img alt="" src="http://elsewhere.example/a.png"></main>'), "content-security-policy"),
    told: /a request to http:\/\/elsewhere[^]*with the policy undefined|with the policy undefined[^]*a request to http:\/\/elsewhere/,
  },
};
