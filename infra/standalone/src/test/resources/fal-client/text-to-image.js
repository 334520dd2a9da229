"use strict";
// Has pictures drawn through fal's unmodified client, as the task on standard input says, and prints what came.
const fs = require("node:fs");
const { createFalClient } = require("@fal-ai/client");

const task = JSON.parse(fs.readFileSync(0, "utf8"));
const fal = createFalClient({ credentials: task.key, proxyUrl: { url: `${task.api}/api/fal/proxy`, when: "always" } });
const input = { prompt: "a blue fox on a yellow background", seed: 7 };

const STEPS = {
  async streamed() {
    const events = [];
    const stream = await fal.stream(task.function, { input: { ...input, preview_every: 4 } });
    for await (const event of stream) events.push(event);
    return { events, data: await stream.done() };
  },

  async subscribed() {
    const updates = [];
    const result = await fal.subscribe(task.function, {
      input: { ...input, num_inference_steps: 50, preview_every: 1 },
      mode: "streaming",
      logs: true,
      onQueueUpdate: ({ status, logs, progress, partial }) =>
        updates.push({ status, logs: logs && logs.map((line) => line.message), progress, partial }),
    });
    return { ...result, updates };
  },

  inSyncMode: () => fal.run(task.function, { input: { ...input, sync_mode: true, num_images: 2 } }),
  inSyncModeQueued: () => fal.subscribe(task.function, { input: { ...input, sync_mode: true } }),
};

const main = async () => {
  const answers = {};
  for (const [name, step] of Object.entries(STEPS)) answers[name] = await step();
  console.log(JSON.stringify(answers));
};

main();
