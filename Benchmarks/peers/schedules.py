"""Learning rates of step t (from 0) of n, as factors of the optimizer's own."""

import math


def one_cycle(step: int, steps: int, rise: float = 0.2) -> float:
    """torch.optim.lr_scheduler.OneCycleLR: on cosines from 1/25 to 1 to 1/250,000."""
    peak, last = rise * steps - 1, steps - 1
    if step <= peak:
        return blend(1 / 25, 1, step / peak)
    return blend(1, 1 / 25e4, (step - peak) / (last - peak))


def blend(start: float, end: float, part: float) -> float:
    return end + (start - end) / 2 * (1 + math.cos(math.pi * part))


def inverse_decay(step: int, steps: int) -> float:
    """Caffe's policy inv with gamma 0.0001 and power 0.75."""
    return (1 + 0.0001 * step) ** -0.75
