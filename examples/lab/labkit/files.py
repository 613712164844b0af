"""Files written whole or not at all, so that an interrupted lab finds either."""

import contextlib
import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .problem import LabProblem


def write(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Puts `content` in place of what is at `path`, at once and with this mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(descriptor, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content.encode() if isinstance(content, str) else content)
    beside.replace(path)


def write_json(path: Path, value: Any, mode: int = 0o644) -> None:
    """Writes `value` as JSON, which is YAML too: Salt and the registry read it as theirs."""
    write(path, json.dumps(value, indent=2) + "\n", mode)


def read_json(path: Path, otherwise: Any) -> Any:
    """The JSON at `path`; `otherwise` when there is none or a broken one."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return otherwise


def fingerprint(*parts: Any) -> str:
    """A short key that changes when any of `parts` changes."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:16]


def tree_fingerprint(root: Path) -> str:
    """A key of all files below `root`: their names, links and contents."""
    paths = sorted(path for path in root.rglob("*") if path.is_symlink() or path.is_file())
    return fingerprint([[str(path.relative_to(root)), _content(path)] for path in paths])


def _content(path: Path) -> str:
    return os.readlink(path) if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()


@contextlib.contextmanager
def only_one(path: Path, seconds: float) -> Iterator[int]:
    """Holds the lock at `path` and gives its descriptor; waits so long for another process that has it, then refuses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + seconds
    with open(path, "a") as file:
        while not _lock(file.fileno()):
            if time.monotonic() >= end:
                raise LabProblem("another lab command is at work on this machine; try again when it has ended")
            time.sleep(0.1)
        yield file.fileno()


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
