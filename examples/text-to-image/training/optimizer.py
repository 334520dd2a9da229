"""Muon for matrices and convolutions, Adam for the rest.

Muon (Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks"): the momentum of each matrix is made
nearly orthogonal by five Newton-Schulz steps before it is applied. It keeps one buffer per weight where Adam keeps two.
"""

import torch

ADAM_ONLY = ("read.", "write.", "place")


def orthogonal(matrix, precision=torch.float32, steps=5):
    a, b, c = 3.4445, -4.7750, 2.0315
    x = (matrix / (matrix.norm() + 1e-7)).to(precision)
    tall = x.shape[0] > x.shape[1]
    if tall:
        x = x.T
    for _ in range(steps):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return (x.T if tall else x).to(matrix.dtype)


class Optimizer:
    def __init__(self, net, matrix_rate=0.02, rate=1e-3, decay=0.01, precision=torch.float32):
        self.matrices, self.others = {}, {}
        for name, weight in net.named_parameters():
            matrix = weight.ndim >= 2 and not name.startswith(ADAM_ONLY)
            (self.matrices if matrix else self.others)[name] = weight
        self.matrix_rate, self.rate, self.decay = matrix_rate, rate, decay
        self.momentum = {name: torch.zeros_like(weight) for name, weight in self.matrices.items()}
        self.first = {name: torch.zeros_like(weight) for name, weight in self.others.items()}
        self.second = {name: torch.zeros_like(weight) for name, weight in self.others.items()}
        self.count = 0
        self.precision = precision

    @torch.no_grad()
    def step(self, scale):
        """scale is the schedule's factor on both rates."""
        self.count += 1
        for name, weight in self.matrices.items():
            momentum = self.momentum[name].lerp_(weight.grad, 0.05)
            update = weight.grad.lerp(momentum, 0.95).contiguous().flatten(1)
            stretch = max(1.0, update.shape[0] / update.shape[1]) ** 0.5
            weight.mul_(1 - self.matrix_rate * scale * self.decay)
            weight.add_(orthogonal(update, self.precision).view_as(weight), alpha=-self.matrix_rate * scale * stretch)
        for name, weight in self.others.items():
            first = self.first[name].lerp_(weight.grad, 0.1)
            second = self.second[name].lerp_(weight.grad.square(), 0.01)
            mean = first / (1 - 0.9**self.count)
            deviation = (second / (1 - 0.99**self.count)).sqrt_().add_(1e-8)
            weight.addcdiv_(mean, deviation, value=-self.rate * scale)

    def state(self):
        return dict(momentum=self.momentum, first=self.first, second=self.second, count=self.count)

    def load(self, state):
        for part in ("momentum", "first", "second"):
            for name, value in state[part].items():
                getattr(self, part)[name].copy_(value)
        self.count = state["count"]
