"""Debian's docker-registry with its data in the lab's state, and images put into it through its API."""

import http.client
import json
from collections.abc import Iterable
from pathlib import Path

from . import addresses, files, network, waiting
from .places import Places
from .problem import LabProblem
from .process import Daemon

NAME = "registry"
MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"


def access_log(places: Places) -> Path:
    """One line for each request, as a web server writes them."""
    return Daemon(places.state, NAME, "registry", []).output


def start(places: Places) -> None:
    """Sees to it that the registry runs and answers."""
    network.join(NAME, addresses.REGISTRY)
    settings = places.registry / "config.yml"
    (places.registry / "data").mkdir(parents=True, exist_ok=True)
    files.write_json(
        settings,
        {
            "version": "0.1",
            "log": {"level": "info"},
            "storage": {"filesystem": {"rootdirectory": str(places.registry / "data")}, "delete": {"enabled": True}},
            "http": {"addr": addresses.REGISTRY_AUTHORITY},
        },
    )
    Daemon(places.state, NAME, "registry", ["docker-registry", "serve", str(settings)]).ensure(
        ["nsenter", f"--net={network.FOLDER / network.namespace(NAME)}", "--"]
    )
    waiting.until(answers, "the registry", 15)


def answers() -> bool:
    """Whether the registry's API is there."""
    return waiting.answer(addresses.REGISTRY, 5000, "/v2/") is not None


def tags(image: str) -> list[str]:
    """The tags of an image; none when it is unknown."""
    listed = waiting.answer(addresses.REGISTRY, 5000, f"/v2/{image}/tags/list")
    return listed.get("tags") or [] if isinstance(listed, dict) else []


def store(image: str, blobs: dict[str, Path], manifest: bytes, names: Iterable[str]) -> None:
    """Puts an image's blobs (by digest) and then its manifest under each of `names`."""
    for digest, path in blobs.items():
        with open(path, "rb") as content:
            location = _ask("POST", f"/v2/{image}/blobs/uploads/", 202).getheader("Location", "")
            joined = "&" if "?" in location else "?"
            where = "/" + location.split("/", 3)[3] if location.startswith("http") else location
            _ask("PUT", f"{where}{joined}digest={digest}", 201, content, {"Content-Length": str(path.stat().st_size)})
    for name in names:
        _ask("PUT", f"/v2/{image}/manifests/{name}", 201, manifest, {"Content-Type": MANIFEST})


def _ask(method: str, path: str, wanted: int, body=None, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(addresses.REGISTRY, 5000, timeout=120)
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    text = response.read()
    connection.close()
    if response.status != wanted:
        raise LabProblem(f"the registry answered {response.status} to {method} {path.split('?')[0]}: {_reason(text)}")
    return response


def _reason(text: bytes) -> str:
    try:
        return json.loads(text)["errors"][0]["message"]
    except (ValueError, LookupError, TypeError):
        return text.decode(errors="replace")[:80]
