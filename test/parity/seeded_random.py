"""src/base/random.ts in Python: the same seed gives the same numbers on both sides, so that fixtures need only store results."""
import numpy as np

MASK = 0xFFFFFFFF


def mix(value: int) -> int:
    h = value & MASK
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & MASK
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


class SeededRandom:
    """mulberry32 over the mixed seed; drawn many at a time."""

    def __init__(self, seed: int):
        self.state = mix(seed & MASK)

    def next(self, count: int) -> np.ndarray:
        """`count` numbers in [0, 1), float64."""
        states = (self.state + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x6D2B79F5)) & np.uint64(MASK)
        self.state = int((self.state + count * 0x6D2B79F5) & MASK)
        mask = np.uint64(MASK)
        t = ((states ^ (states >> np.uint64(15))) * (states | np.uint64(1))) & mask
        t = ((t + (((t ^ (t >> np.uint64(7))) * (t | np.uint64(61))) & mask)) & mask) ^ t
        return (t ^ (t >> np.uint64(14))).astype(np.float64) / 4294967296

    def uniform(self, low: float, high: float, shape: tuple) -> np.ndarray:
        return (low + self.next(int(np.prod(shape))) * (high - low)).astype(np.float32).reshape(shape)

    def integer(self, below: int, shape: tuple) -> np.ndarray:
        return np.floor(self.next(int(np.prod(shape))) * below).astype(np.int32).reshape(shape)
