"""Low-rank adapters (LoRA, Hu et al. 2021): other styles as small matrices beside the frozen network.

Every layer of the network's blocks and attentions, y = W x, becomes y = W x + scale * up (down x), with down [rank, inputs]
and up [outputs, rank]. Of a 3x3 convolution the adapter changes the centre of its kernel only, so that it stays a product of
matrices and each picture of a batch can have an adapter of its own.
"""

import torch
from torch import nn

from net import Attention, Block

RANK = 16


def layers(net):
    """Name and layer of all that adapters change, in the network's order."""
    parts = [(name, part) for name, part in net.named_modules() if isinstance(part, (Block, Attention))]
    return [
        (f"{name}.{inner}", layer)
        for name, part in parts
        for inner, layer in part.named_modules()
        if isinstance(layer, (nn.Linear, nn.Conv2d)) and inner != "skip"
    ]


def shapes(layer, rank):
    """Of down and up."""
    outputs, inputs = layer.weight.shape[:2]
    return (rank, inputs), (outputs, rank)


def change(x, down, up):
    """x [B, C, H, W], [B, L, C] or [B, C]; down and up with or without a leading B -> what is added to the layer's output."""
    if x.ndim == 4:
        batch, _, height, width = x.shape
        return (up @ (down @ x.flatten(2))).reshape(batch, -1, height, width)
    rows = x if x.ndim == 3 else x[:, None]
    changed = rows @ down.transpose(-1, -2) @ up.transpose(-1, -2)
    return changed if x.ndim == 3 else changed[:, 0]


def listen(net, change_of):
    """change_of(name, x) is added to the output of each layer."""
    for name, layer in layers(net):
        layer.register_forward_hook(lambda _, inputs, output, name=name: output + change_of(name, inputs[0]))


def key(name):
    return name.replace(".", "_")


class Adapter(nn.Module):
    """One adapter, in training. At first it changes nothing."""

    def __init__(self, net, rank=RANK):
        super().__init__()
        self.rank = rank
        self.down, self.up = nn.ParameterDict(), nn.ParameterDict()
        for name, layer in layers(net):
            down, up = shapes(layer, rank)
            self.down[key(name)] = nn.Parameter(torch.randn(down) / down[1] ** 0.5)
            self.up[key(name)] = nn.Parameter(torch.zeros(up))

    def attach(self, net):
        listen(net, lambda name, x: change(x, self.down[key(name)], self.up[key(name)]))

    def tensors(self, net):
        """In the names that PEFT gives them."""
        found = {}
        for name, _ in layers(net):
            found[f"{name}.lora_A.weight"] = self.down[key(name)].detach()
            found[f"{name}.lora_B.weight"] = self.up[key(name)].detach()
        return found


def width(net):
    """Numbers of one rank: of each layer its inputs and its outputs."""
    return sum(sum(layer.weight.shape[:2]) for _, layer in layers(net))


def table(net, tensors, scale=1.0):
    """[R, W]: of each layer down and up transposed, side by side. Ranks of several adapters can stand below one another."""
    sides = []
    for name, _ in layers(net):
        sides += [tensors[f"{name}.lora_A.weight"], scale * tensors[f"{name}.lora_B.weight"].T]
    return torch.cat(sides, dim=1)


class Adapted(nn.Module):
    """The network with an adapter per picture: adapters [A, R, W], and of each picture its row [B]. A rank of zeros is none."""

    def __init__(self, net):
        super().__init__()
        self.net, self.sides = net, {}
        self.sizes = [(name, *map(int, layer.weight.shape[:2])) for name, layer in layers(net)]
        listen(net, lambda name, x: change(x, *self.sides[name]))

    def forward(self, x, t, text, mask, adapters, adapter):
        at = 0
        for name, outputs, inputs in self.sizes:
            down = adapters[:, :, at : at + inputs]
            up = adapters[:, :, at + inputs : at + inputs + outputs].transpose(1, 2)
            self.sides[name] = down.index_select(0, adapter), up.index_select(0, adapter)
            at += inputs + outputs
        return self.net(x, t, text, mask)
