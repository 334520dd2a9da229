"use strict";
// Calls hearth/qr-code through fal's unmodified client, as the task on standard input says, and prints what came back.
const fs = require("node:fs");
const { createFalClient } = require("@fal-ai/client");

const ENDPOINT = "hearth/qr-code";
const task = JSON.parse(fs.readFileSync(0, "utf8"));
const fal = createFalClient({
  credentials: task.key,
  proxyUrl: { url: `${task.api}/api/fal/proxy`, when: "always" },
});

const outcome = async (call) => {
  try {
    return { ok: await call() };
  } catch (error) {
    return { error: { name: error.name, status: error.status, fieldErrors: error.fieldErrors } };
  }
};

(async () => {
  const answers = [];
  for (const input of task.inputs) {
    answers.push(await outcome(() => fal.subscribe(ENDPOINT, { input, logs: true, pollInterval: 50 })));
  }
  console.log(JSON.stringify(answers));
})();
