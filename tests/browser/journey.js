// A whole project behind the portal: what somebody says in a browser, the next decision of the pipeline hears. In:
// `GRONDSLAG`, the program; a store. Out: decisions about one record, before and after. Never: a decision made by the test.
"use strict";

const assert = require("node:assert/strict");
const { execFileSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { createInterface } = require("node:readline");

/// What matters here is who is admitted, so the model is as small as a plan can make it.
const SMALL = {
  BASE_STEPS: 2, BASE_SEQUENCES: 4, PASSES: 1, STEPS_PER_PASS: 1, COHORTS: 4, SLICES: 2, LAYERS: 1, WIDTH: 32, HEADS: 2,
  FEED_FORWARD: 64, CONTEXT: 64, VOCABULARY: 512,
};
const environment = Object.fromEntries(Object.entries(SMALL).map(([key, value]) => [`GRONDSLAG__TRAIN__SET__${key}`, `${value}`]));

/// Makes a project of invented people on a store, takes it through the journey, and serves its portal.
async function project(store) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "grondslag-journey-"));
  const run = (...said) => {
    const options = { env: { ...process.env, ...environment }, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] };
    return execFileSync(process.env.GRONDSLAG, ["--project", folder, "-q", ...said], options);
  };
  run("demo", "--generate-only");
  if (store) fs.appendFileSync(path.join(folder, "grondslag.toml"), `\n[ledger]\nstore = "${store}"\n`);
  run("run");
  const decisions = () => run("--format", "jsonl", "decide").trim().split("\n").map((line) => JSON.parse(line));
  const explain = (record) => JSON.parse(run("--format", "json", "explain", record).trim().split("\n").at(-1));
  const server = spawn(process.env.GRONDSLAG, ["--project", folder, "--format", "json", "-q", "serve", "--listen", "127.0.0.1:0"], {
    env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).once("line", (line) => resolve([line]));
    server.once("exit", (code) => reject(new Error(`the program ended with ${code}`)));
  });
  const close = () => {
    server.removeAllListeners("exit");
    server.kill();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { base: `http://${JSON.parse(line).listen}`, folder, decisions, explain, close };
}

/// Objects in the browser, and back: each changes the next decision about a record of this person.
async function objects(visitor, own) {
  const admitted = own.decisions().find((one) => one.decision === "PERMIT");
  const { subject_id: who } = own.explain(admitted.record_id);
  await visitor.signIn(who, "people.example");
  await visitor.press("form[action='/me/object'] button >> nth=0");
  const refused = own.explain(admitted.record_id);
  assert.equal(refused.decision, "FORBID", JSON.stringify(refused));
  assert.ok(refused.rules.some((rule) => (rule.id ?? rule) === "F09"), JSON.stringify(refused.rules));
  await visitor.press("form[action='/me/objection/withdraw'] button");
  assert.equal(own.explain(admitted.record_id).decision, "PERMIT", "taken back");
}

module.exports = { objects, project };
