#!/usr/bin/env python3
"""How few bytes the samples of ../shared/bench/gensamples.c could take.

    ../shared/bench/gensamples --series 5000 --samples 10080 s.cols; Benchmarks/bound.py s.cols

Every seventh series is predicted value by value by a mixture of 24 models, each of which follows mean and spread of the values
or of their steps at its own pace; what an ideal arithmetic coder would make of the mixture is counted. Columns of few different
numbers count as their frequencies if that is less. Times, gaps and restarts of counters are left out. Needs numpy."""

import struct
import sys
from math import lgamma, log

import numpy as np

KINDS = ["octets", "errors", "cpu", "memory", "sensor", "round trip", "loss", "status"]
PACES = [1 / 4, 1 / 12, 1 / 40, 1 / 150]
MODELS = [(target, pace, width) for target in "dx" for pace in PACES for width in (0.7, 1.0, 1.4)]


def whole_numbers(values):
    """Decimals as integers, by the fewest digits that come back; else the number of each different value."""
    for digits in range(10):
        scaled = np.rint(values * 10**digits)
        if np.all(scaled / 10**digits == values):
            return scaled.astype(np.int64)
    return np.searchsorted(np.unique(values), values).astype(np.int64)


def read(path):
    memory = np.memmap(path, dtype=np.uint8, mode="r")
    count = struct.unpack("<I", memory[8:12].tobytes())[0]
    kinds, series = [], []
    for number in range(0, count, 7):
        entry = memory[64 + 64 * number : 128 + 64 * number].tobytes()
        _, kind, is_real, _, _, length, _, offset = struct.unpack("<IHHIIIIQ", entry[:32])
        words = memory[offset + 8 * length : offset + 16 * length]
        kinds.append(kind)
        series.append(whole_numbers(words.view(np.float64)) if is_real else words.view(np.int64))
    length = min(map(len, series))
    return np.array(kinds), np.stack([one[:length] for one in series])


def by_frequency(numbers):
    """Bits by the adaptive estimate of Krichevsky and Trofimov, and 12 for each different number."""
    _, counts = np.unique(numbers, return_counts=True)
    if len(counts) > 600:
        return np.inf
    size = len(counts)
    bits = lgamma(size / 2) - lgamma(len(numbers) + size / 2)
    bits += sum(lgamma(count + 0.5) - lgamma(0.5) for count in counts)
    return -bits / log(2) + size * 12


def log_likelihood(number, mean, scale):
    """log2 of the probability of a whole number by the logistic distribution."""
    low, high = ((number + half - mean) / scale for half in (-0.5, 0.5))
    is_above = low + high > 0
    low, high = np.where(is_above, -high, low), np.where(is_above, -low, high)
    sigmoid = lambda x: 1 / (1 + np.exp(np.clip(-x, -500, 500)))
    return np.log2(np.maximum(sigmoid(high) - sigmoid(low), 1e-18))


def main():
    kinds, numbers = read(sys.argv[1])
    rows, length = numbers.shape
    steps = np.diff(numbers, axis=1)
    divisors = np.maximum(np.gcd.reduce(np.abs(steps), axis=1), 1)[:, None]
    steps = steps // divisors
    observed = {"d": steps.astype(float), "x": (numbers[:, 1:] - numbers[:, :1]) / divisors.astype(float)}
    first = observed["d"][:, :20]
    mean, spread = {}, {}
    for pace in PACES:
        mean["d", pace], mean["x", pace] = first.mean(1), observed["x"][:, 0].copy()
        for target in "dx":
            spread[target, pace] = np.abs(first - first.mean(1)[:, None]).mean(1) + 0.1
    weights, bits = np.zeros((len(MODELS), rows)), np.zeros(rows)
    for time in range(1, length - 1):
        likelihoods = np.stack(
            [
                log_likelihood(
                    observed[target][:, time], mean[target, pace], np.maximum(spread[target, pace] * 0.72 * width, 0.02)
                )
                for target, pace, width in MODELS
            ]
        )
        shares = np.exp2(weights - weights.max(0))
        mixture = (shares / shares.sum(0) * np.exp2(likelihoods)).sum(0)
        bits -= np.log2(np.maximum(mixture * (1 - 1e-4), 1e-4 * 2.0**-40))
        weights = 0.98 * weights + likelihoods
        for target, pace in mean:
            error = observed[target][:, time] - mean[target, pace]
            most = 8 * spread[target, pace] + 1
            spread[target, pace] += pace * (np.minimum(np.abs(error), most) - spread[target, pace])
            mean[target, pace] += pace * np.clip(error, -most, most)
    for row in range(rows):
        bits[row] = min(bits[row], by_frequency(steps[row]), by_frequency(numbers[row]))
    for kind, name in enumerate(KINDS):
        print(f"{name:12} {bits[kinds == kind].mean() / 8 / length:.4f} bytes a sample")
    print(f"{'all':12} {bits.sum() / 8 / length / rows:.4f}")


main()
