"use strict";
// Calls the function that a new creator has published, through fal's unmodified client, as the task on standard input says.
const fs = require("node:fs");
const { createFalClient } = require("@fal-ai/client");

const task = JSON.parse(fs.readFileSync(0, "utf8"));
const fal = createFalClient({
  credentials: task.key,
  proxyUrl: { url: `${task.api}/api/fal/proxy`, when: "always" },
});

fal
  .subscribe(task.endpoint, { input: task.input })
  .then((result) => process.stdout.write(JSON.stringify(result.data)));
