"""Random weights that anybody can make again from a seed and a tensor's name; SeededWeights.cs makes the same."""
import numpy as np

STEP = np.uint64(0x9E3779B97F4A7C15)


def state_of(seed: int, name: str) -> np.uint64:
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return np.uint64(value ^ (seed * int(STEP) % 2**64))


def numbers(seed: int, name: str, count: int) -> np.ndarray:
    """From -1 up to 1, with 24 bits: the upper ones of SplitMix64's output."""
    with np.errstate(over="ignore"):
        at = state_of(seed, name) + np.arange(1, count + 1, dtype=np.uint64) * STEP
        mixed = (at ^ (at >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed = mixed ^ (mixed >> np.uint64(31))
    return ((mixed >> np.uint64(40)).astype(np.int64) - (1 << 23)).astype(np.float64) / (1 << 23)


def tensor(seed: int, name: str, shape: tuple, less_one: bool = False) -> np.ndarray:
    """Norms near one (or near zero, where a checkpoint stores them less one), biases small, matrices scaled by their width."""
    vector, norm = len(shape) == 1, name.endswith("norm.weight")
    scale = np.float32(0.1) if vector else np.sqrt(np.float32(3) / np.float32(shape[-1]))
    center = np.float32(1 if vector and norm and not less_one else 0)
    values = numbers(seed, name, int(np.prod(shape))).astype(np.float32) * scale + center
    return values.astype(np.float32).reshape(shape)
