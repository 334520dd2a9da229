"use strict";
// Streams from an installation through fal's unmodified client, as the task on standard input says, and prints what came.
const fs = require("node:fs");
const { createFalClient } = require("@fal-ai/client");

const task = JSON.parse(fs.readFileSync(0, "utf8"));
const FAL_HOST = /(^|\.)fal\.(run|ai)$/;

const rewrite = (address) => {
  const url = new URL(address);
  return FAL_HOST.test(url.hostname)
    ? `${task.api}/__host/${url.host}${url.pathname}${url.search}`
    : address;
};

const WAYS = {
  proxy: { proxyUrl: { url: `${task.api}/api/fal/proxy`, when: "always" } },
  middleware: { requestMiddleware: async (request) => ({ ...request, url: rewrite(request.url) }) },
  fetch: { fetch: (url, init) => fetch(rewrite(String(url)), init) },
};

const fal = createFalClient({ credentials: task.key, ...WAYS[task.way] });

const error = ({ name, message, status, body, requestId, fieldErrors }) =>
  ({ name, message, status, body, requestId, fieldErrors });

// Everything that a user of the stream can see: events as they come, and how it ends.
const watch = async (input, onEvent = () => {}) => {
  const events = [];
  const stream = await fal.stream(task.function, { input });
  const done = stream.done().then((data) => ({ data }), (e) => ({ error: error(e) }));
  for await (const event of stream) {
    events.push(event);
    onEvent(event, stream);
  }
  return { events, requestId: stream.requestId, ...(await done) };
};

const STEPS = {
  whole: () => watch({ strokes: 3, millis: 50 }),
  silent: () => watch({ strokes: 0 }),
  failing: () => watch({ strokes: 2, millis: 50, end: "fail" }),
  invalid: () => watch({ strokes: 99 }),

  // The client ends its loop over an aborted stream only with the next event, so this one waits for its end instead.
  async aborted() {
    const stream = await fal.stream(task.function, { input: { strokes: 2, millis: 50, end: "sleep" } });
    stream.on("data", (event) => event.strokes === 2 && stream.abort());
    return { data: await stream.done(), requestId: stream.requestId };
  },

  async subscribed() {
    const updates = [];
    const result = await fal.subscribe(task.function, {
      input: { strokes: 4, millis: 300 },
      mode: "streaming",
      logs: true,
      onQueueUpdate: ({ status, logs, progress, partial }) =>
        updates.push({ status, logs: logs && logs.map((line) => line.message), progress, partial }),
    });
    return { ...result, updates };
  },
};

const main = async () => {
  const answers = {};
  for (const [name, step] of Object.entries(STEPS)) {
    answers[name] = await step().catch((e) => ({ thrown: error(e) }));
  }
  console.log(JSON.stringify(answers));
};

main();
