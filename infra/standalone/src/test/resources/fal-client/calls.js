"use strict";
// Calls an installation through fal's unmodified client, as the task on standard input says, and prints what came back.
const fs = require("node:fs");
const crypto = require("node:crypto");
const path = require("node:path");
const { createFalClient } = require("@fal-ai/client");

const ENDPOINT = "hearth/upscale";
const FAL_HOST = /(^|\.)fal\.(run|ai)$/;
const task = JSON.parse(fs.readFileSync(0, "utf8"));

const rewrite = (address) => {
  const url = new URL(address);
  return FAL_HOST.test(url.hostname)
    ? `${task.api}/__host/${url.host}${url.pathname}${url.search}`
    : address;
};

// The three ways in which the client lets its user choose where calls go, and the one without the client's knowing: its hosts
// lead here.
const WAYS = {
  hosts: {},
  proxy: { proxyUrl: { url: `${task.api}/api/fal/proxy`, when: "always" } },
  middleware: { requestMiddleware: async (request) => ({ ...request, url: rewrite(request.url) }) },
  fetch: { fetch: (url, init) => fetch(rewrite(String(url)), init) },
};

const client = (key) => createFalClient({ credentials: key, ...WAYS[task.way] });
const fal = client(task.key);
const file = (name, type) => new File([fs.readFileSync(name)], path.basename(name), { type });
const drawing = () => file(task.picture, "image/png");

const untilCompleted = async (requestId) => {
  for (;;) {
    const status = await fal.queue.status(ENDPOINT, { requestId, logs: true });
    if (status.status === "COMPLETED") return status;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const STEPS = {
  async subscribe() {
    const seen = [];
    const result = await fal.subscribe(ENDPOINT, {
      input: { image_url: drawing(), scale: 2 },
      logs: true,
      pollInterval: 50,
      onEnqueue: (id) => seen.push(id),
      onQueueUpdate: (update) => seen.push(update.status),
    });
    return { ...result, seen };
  },

  async run() {
    return fal.run(ENDPOINT, { input: { image_url: drawing(), scale: 2 } });
  },

  async queue() {
    const submitted = await fal.queue.submit(ENDPOINT, { input: { image_url: drawing(), scale: 2 } });
    const completed = await untilCompleted(submitted.request_id);
    const result = await fal.queue.result(ENDPOINT, { requestId: submitted.request_id });
    return { submitted, completed, ...result };
  },

  async upload() {
    const url = await fal.storage.upload(drawing());
    const reply = await fetch(url);
    const digest = (bytes) => crypto.createHash("sha256").update(Buffer.from(bytes)).digest("hex");
    return {
      url,
      status: reply.status,
      contentType: reply.headers.get("content-type"),
      sent: digest(fs.readFileSync(task.picture)),
      received: digest(await reply.arrayBuffer()),
    };
  },

  async cancel() {
    const image_url = await fal.storage.upload(file(task.largePicture, "image/png"));
    const submit = () => fal.queue.submit(ENDPOINT, { input: { image_url, scale: 4 } });
    const submitted = [await submit(), await submit(), await submit()];
    const requestId = submitted[2].request_id;
    await fal.queue.cancel(ENDPOINT, { requestId });
    for (const { request_id } of submitted.slice(0, 2)) {
      await attempt(() => fal.queue.cancel(ENDPOINT, { requestId: request_id }));
    }
    const completed = await untilCompleted(requestId);
    const again = await attempt(() => fal.queue.cancel(ENDPOINT, { requestId }));
    return { completed, again, result: await attempt(() => fal.queue.result(ENDPOINT, { requestId })) };
  },

  async invalidDirect() {
    return fal.run(ENDPOINT, { input: { image_url: drawing(), scale: "twice" } });
  },

  async invalidQueued() {
    const text = new File(["this is no picture"], "picture.png", { type: "image/png" });
    return fal.subscribe(ENDPOINT, { input: { image_url: text, scale: 2 }, pollInterval: 50 });
  },

  async unauthorized() {
    return client(`${task.key.split(":")[0]}:${"0".repeat(64)}`).run(ENDPOINT, {
      input: { image_url: "data:image/png;base64,AAAA" },
    });
  },
};

const attempt = async (step) => {
  try {
    return { ok: (await step()) ?? null };
  } catch (error) {
    const { name, message, status, body, requestId, fieldErrors } = error;
    return { error: { name, message, status, body, requestId, fieldErrors, stack: String(error.stack) } };
  }
};

const main = async () => {
  const answers = {};
  for (const name of task.steps ?? Object.keys(STEPS)) {
    answers[name] = await attempt(STEPS[name]);
  }
  console.log(JSON.stringify(answers));
};

main();
