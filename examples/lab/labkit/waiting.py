"""Waiting for a condition, and what the network answers."""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any

from .problem import LabProblem


def until(condition: Callable[[], Any], what: str, seconds: float = 30) -> None:
    """Returns once `condition` holds; a LabProblem that names `what` when it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise LabProblem(f"{what} did not come up within {seconds:.0f} seconds; see the files in the lab's log folder")
        time.sleep(0.05)


def listens(address: str, port: int, seconds: float = 1) -> bool:
    """Whether something accepts a TCP connection there."""
    try:
        with socket.create_connection((address, port), timeout=seconds):
            return True
    except OSError:
        return False


def banner(address: str, port: int, seconds: float = 1) -> bytes:
    """The first bytes a server sends by itself; nothing when there is none."""
    try:
        with socket.create_connection((address, port), timeout=seconds) as connection:
            return connection.recv(64)
    except OSError:
        return b""


def answer(address: str, port: int, path: str, trust: ssl.SSLContext | None = None, seconds: float = 2) -> Any:
    """The JSON (or else the text) that a GET of `path` brings; None when it fails or isn't 200."""
    connection = (
        http.client.HTTPSConnection(address, port, timeout=seconds, context=trust)
        if trust
        else http.client.HTTPConnection(address, port, timeout=seconds)
    )
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        if response.status != 200:
            return None
        return json.loads(text) if text[:1] in "{[" and text else text
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
