"""A host's own /proc/loadavg."""

import math
import os
from pathlib import Path

from .problem import LabProblem

WIDTH = 64


def parse(words: list[str]) -> tuple[float, float, float]:
    """The 1, 5 and 15 minute averages from one value or three."""
    try:
        values = [float(word) for word in words]
    except ValueError:
        values = []
    if len(values) not in (1, 3) or not all(math.isfinite(value) and 0 <= value < 10_000 for value in values):
        raise LabProblem(f"the load {' '.join(words)!r} is neither one nor three numbers from 0 to 9999")
    one, five, fifteen = values * 3 if len(values) == 1 else values
    return one, five, fifteen


def line(averages: tuple[float, float, float]) -> bytes:
    """The file's whole content, always as wide, so that one write replaces it."""
    text = " ".join(f"{value:.2f}" for value in averages) + " 1/100 1"
    return (text.ljust(WIDTH - 1) + "\n").encode()


def prepare(path: Path) -> None:
    """Makes an idle host's file, unless there is one."""
    if not path.exists():
        path.write_bytes(line((0.0, 0.0, 0.0)))


def store(path: Path, averages: tuple[float, float, float]) -> None:
    """Changes the file in place: it is mounted in the host, so a new file would not be seen."""
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.pwrite(descriptor, line(averages), 0)
    finally:
        os.close(descriptor)


def read(path: Path) -> str:
    """The three averages as text; `-` when the host was never on."""
    return " ".join(path.read_text().split()[:3]) if path.exists() else "-"
