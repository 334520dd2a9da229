"""Low-rank adapters (LoRA, Hu et al. 2021): a second style as small matrices beside the frozen network.

Every layer of the network's blocks and attentions, y = W x, becomes y = W x + scale * up (down x), with down [rank, inputs] and
up [outputs, rank]. Of a 3x3 convolution the adapter changes the centre of its kernel only, so that it stays a product of
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


def width(net, rank=RANK):
    """Numbers of one adapter."""
    return sum(a * b for _, layer in layers(net) for a, b in shapes(layer, rank))


def flat(tensors):
    """[P]: all matrices one after another, as a row of the network's input `adapters`."""
    return torch.cat([tensor.flatten() for tensor in tensors.values()])


class Adapted(nn.Module):
    """The network with an adapter per picture: adapters [A, P], and of each picture its row [B] and scale [B]."""

    def __init__(self, net, rank=RANK):
        super().__init__()
        self.net, self.rank, self.rows = net, rank, {}
        listen(net, lambda name, x: change(x, *self.rows[name]))

    def forward(self, x, t, text, mask, adapters, adapter, scale):
        at = 0
        for name, layer in layers(self.net):
            pair = []
            for first, second in shapes(layer, self.rank):
                stacked = adapters[:, at : at + first * second].reshape(-1, first, second)
                pair.append(stacked.index_select(0, adapter))
                at += first * second
            self.rows[name] = pair[0] * scale[:, None, None], pair[1]
        return self.net(x, t, text, mask)
