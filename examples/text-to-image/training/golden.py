"""Pictures and numbers that the served function is compared with, in src/test/resources/golden beside the training.

The pictures come from PyTorch and from Embed.java, with the weights as published; Euler's from the sampler that the
evaluation uses. The numbers of the schedulers come from a network that is a formula.
"""

import json
import math

import numpy as np
import torch
from PIL import Image

import adapters
import data
import sampling
from noise import noise

CASES = [
    dict(name="euler", prompt="a blue fox on a yellow background", seed=7, num_inference_steps=8, guidance_scale=3.0),
    dict(
        name="heun",
        prompt="a red rocket on a white background",
        negative_prompt="a green rocket, black background",
        seed=2**40 + 5,
        num_inference_steps=5,
        guidance_scale=2.0,
        scheduler="heun",
    ),
    dict(
        name="loras",
        prompt="a green car",
        seed=11,
        num_inference_steps=6,
        guidance_scale=3.0,
        loras=[dict(path="mosaic", scale=0.5), dict(path="outlines")],
    ),
]


def texts(work, packages, lines):
    """The states that MiniLM gives each line, by the program that made the training's."""
    work.mkdir(parents=True, exist_ok=True)
    source, states = work / "prompts.txt", work / "prompts.states"
    source.write_text("".join(line + "\n" for line in lines))
    data.run_java("Embed.java", [packages / "minilm.jar", packages / "onnxruntime.jar"], source, states)
    content, at, found = states.read_bytes(), 0, []
    for _ in lines:
        count = int.from_bytes(content[at : at + 4], "big")
        values = np.frombuffer(content, ">f2", count * data.WIDTH, at + 4)
        found.append(torch.from_numpy(values.astype(np.float32).reshape(1, count, data.WIDTH)))
        at += 4 + 2 * count * data.WIDTH
    return found


def heun(clean, x, steps):
    """clean(x, t) is the estimate; the last step is Euler's."""
    for step in range(steps):
        t, after = step / steps, (step + 1) / steps
        slope = (clean(x, t) - x) / (1 - t)
        ahead = x + slope * (after - t)
        if step == steps - 1:
            return ahead
        x = x + (slope + (clean(ahead, after) - ahead) / (1 - after)) * ((after - t) / 2)


def euler(clean, x, steps):
    for step in range(steps):
        t, after = step / steps, (step + 1) / steps
        x = x + (clean(x, t) - x) * ((after - t) / (1 - t))
    return x


def adapted(net, case, found):
    """The network with the case's adapters; found are the matrices of each style."""
    tables = [adapters.table(net, found[lora["path"]], lora.get("scale", 1.0)) for lora in case.get("loras", [])]
    table = torch.cat([torch.zeros(0, adapters.width(net)), *tables])[None]
    with_adapters = adapters.Adapted(net)
    return lambda x, t, text, mask: with_adapters(x, t, text, mask, table, torch.zeros(len(x), dtype=torch.int64))


@torch.no_grad()
def picture(net, size, case, prompt, negative):
    x = torch.from_numpy(noise(case["seed"], 1, size))
    steps, guidance = case["num_inference_steps"], case["guidance_scale"]
    if case.get("scheduler") != "heun":
        return sampling.sample(net, prompt, torch.ones(prompt.shape[:2]), x, steps, guidance)[0]

    def clean(x, t):
        told, untold = (net(x, torch.full((1,), t), text, torch.ones(text.shape[:2])) for text in (prompt, negative))
        return untold + guidance * (told - untold)

    return heun(clean, x, steps)[0].clamp(-1, 1)


def pictures(make, found, states):
    """Each case's picture by a network that make makes; states are of the prompts and negative prompts in turn."""
    drawn = []
    for at, case in enumerate(CASES):
        net = make()
        drawn.append(picture(adapted(net, case, found), net.config["size"], case, *states[2 * at : 2 * at + 2]))
    return drawn


def lines():
    return [line for case in CASES for line in (case["prompt"], case.get("negative_prompt", ""))]


def formula():
    start = [-2.0, -0.7, 0.0, 0.3, 1.1, 2.5]

    def follow(way):
        return [way(lambda x, t: math.tanh(2 * x + t) / (1 + t), x, 5) for x in start]

    return dict(clean="tanh(2x + t) / (1 + t)", steps=5, start=start, euler=follow(euler), heun=follow(heun))


def write(out, found):
    out.mkdir(parents=True, exist_ok=True)
    for case, planes in zip(CASES, found):
        levels = ((planes + 1) * 127.5).round().clamp(0, 255).byte().permute(1, 2, 0).numpy()
        Image.fromarray(levels).save(out / f"{case['name']}.png", optimize=True)
    (out / "golden.json").write_text(json.dumps(dict(cases=CASES, formula=formula()), indent=2) + "\n")


def psnr(one, other):
    """Over the range -1..1, in decibels."""
    return 10 * math.log10(4 / max(torch.mean((one - other) ** 2).item(), 1e-12))
