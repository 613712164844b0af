"""
Facts of a host server, by which Autodock ranks it.

They are read from ``/proc``, so that they are those of the machine as its own tools show it.
"""

import os
import re

__virtualname__ = "autodock"

CORE = re.compile(r"cpu[0-9]+ ")
MEMORY = re.compile(r"(\w+):\s+([0-9]+) kB")
LONGEST_GRAIN = 255
DISKS = ("/", "/var/lib/docker")


def __virtual__():
    if not os.path.isfile("/proc/loadavg"):
        return False, "autodock: facts are read from /proc, which this system lacks"
    return __virtualname__


def facts():
    """
    Load, cores, memory and disks of this machine.

    Returns ``load`` (averages over ``1-min``, ``5-min``, ``15-min``), ``cores``, ``memory_mb``
    and ``memory_available_mb``, ``disk``: for each of the root directory and Docker's own
    ``{"total_mb": N, "available_mb": N}``, and ``grains``: those that are one short line of text,
    by which a formation may ask for its hosts. Megabytes are of 1024 * 1024 bytes.

    CLI Example:

    .. code-block:: bash

        salt dldocker01 autodock.facts
    """
    memory = _memory()
    return {
        "load": _load(),
        "cores": _cores(),
        "memory_mb": memory["MemTotal"] // 1024,
        "memory_available_mb": memory["MemAvailable"] // 1024,
        "disk": {path: _disk(path) for path in DISKS if os.path.isdir(path)},
        "grains": _grains(),
    }


def _grains():
    """
    Grains that can be a label: text of one line. Salt puts ``__grains__`` into the module.
    """
    return {
        name: value
        for name, value in globals().get("__grains__", {}).items()
        if isinstance(value, str) and 0 < len(value) <= LONGEST_GRAIN and value.isprintable()
    }


def _load():
    averages = _read("/proc/loadavg").split()[:3]
    return dict(zip(("1-min", "5-min", "15-min"), map(float, averages)))


def _cores():
    return sum(1 for line in _read("/proc/stat").splitlines() if CORE.match(line))


def _memory():
    return {name: int(size) for name, size in MEMORY.findall(_read("/proc/meminfo"))}


def _disk(path):
    found = os.statvfs(path)
    megabyte = 1024 * 1024
    return {
        "total_mb": found.f_blocks * found.f_frsize // megabyte,
        "available_mb": found.f_bavail * found.f_frsize // megabyte,
    }


def _read(path):
    with open(path, encoding="ascii") as file:
        return file.read()
