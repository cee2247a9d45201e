"""Two functions that searches are compared on (Dixon & Szegő 1978), as bench/search and its tests have them."""
import math

HARTMANN_A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
HARTMANN_P = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991], [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]]
HARTMANN_C = [1, 1.2, 3, 3.2]


def branin(x, y):
    return (y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6) ** 2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def hartmann6(*x):
    return -sum(c * math.exp(-sum(a * (v - p / 10000) ** 2 for a, p, v in zip(row, place, x))) for c, row, place in zip(HARTMANN_C, HARTMANN_A, HARTMANN_P))
