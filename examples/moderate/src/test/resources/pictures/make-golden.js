"use strict";
// Writes golden.json: what TensorFlow.js gives for nsfwjs's own model, as published, on the pictures of 224 × 224 pixels here.
const fs = require("node:fs");
const path = require("node:path");
const tf = require("@tensorflow/tfjs");
const { PNG } = require("pngjs");

const SIDE = 224;
const packageFolder = require.resolve("nsfwjs").split(`${path.sep}dist${path.sep}`)[0];
const folder = path.join(packageFolder, "dist/models/mobilenet_v2");
const model = require(path.join(folder, "model.min.js"));
const shard = Buffer.from(require(path.join(folder, "group1-shard1of1.min.js")), "base64");

const pixels = (file) => {
  const { data } = PNG.sync.read(fs.readFileSync(file));
  const levels = new Float32Array(SIDE * SIDE * 3);
  for (let i = 0; i < levels.length; i++) levels[i] = data[Math.floor(i / 3) * 4 + (i % 3)] / 255;
  return tf.tensor4d(levels, [1, SIDE, SIDE, 3]);
};

const main = async () => {
  const network = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: model.modelTopology,
      weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
      weightData: new Uint8Array(shard).buffer,
    }),
  );
  const golden = {};
  for (const name of ["astronaut", "chelsea", "coffee", "shapes"]) {
    golden[name] = [...(await network.predict(pixels(path.join(__dirname, `${name}.png`))).data())];
  }
  fs.writeFileSync(path.join(__dirname, "golden.json"), `${JSON.stringify(golden, null, 1)}\n`);
};

main();
