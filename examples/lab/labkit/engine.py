"""The Docker Engine of a host: mutual TLS on the lab's network, a unix socket inside the host and one in its folder."""

import shutil
import ssl
from pathlib import Path

from . import addresses, certificates, waiting
from .command import attempt, run
from .host import Host
from .places import Places
from .process import CONTROL_GROUP


def data(host: Host) -> Path:
    """The engine's data-root."""
    return host.folder / "docker"


def prepare(host: Host, seed: Path) -> None:
    """Has the engine's certificate made, and lets a new engine begin with the images in `seed`."""
    certificates.sign_server(host.places.authority, host.folder / "tls", host.name, host.address)
    if not data(host).exists() and seed.exists():
        _link_images(seed, data(host))


def keep_images(host: Host, seed: Path) -> None:
    """Keeps the images of an idle engine as `seed`."""
    _link_images(data(host), seed)


def _link_images(source: Path, target: Path) -> None:
    """Copies the images, the layers' files (which nothing writes to) by link; on two disks, without links, not at all."""
    beside = target.with_name(f"{target.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o710)
    run("cp", "--archive", source / "image", beside)
    if attempt("cp", "--archive", "--link", source / "overlay2", beside, timeout=120).returncode == 0:
        beside.rename(target)
    else:
        shutil.rmtree(beside)


def command(host: Host, number: int) -> list[str]:
    """The engine's command line; /run is the host's own, so its sockets and pid file are too."""
    tls = host.folder / "tls"
    return [
        "dockerd",
        f"--data-root={data(host)}",
        "--exec-root=/run/docker",
        "--pidfile=/run/docker.pid",
        f"--bip={addresses.container_network(number)}",
        f"--cgroup-parent=/{CONTROL_GROUP}/{host.name}",
        "--exec-opt=native.cgroupdriver=cgroupfs",
        "--storage-driver=overlay2",
        f"--insecure-registry={addresses.REGISTRY_AUTHORITY}",
        "--host=unix:///run/docker.sock",
        f"--host=unix://{host.folder / 'docker.sock'}",
        f"--host=tcp://{host.address}:{addresses.ENGINE_PORT}",
        "--tlsverify",
        f"--tlscacert={host.places.authority / 'ca.pem'}",
        f"--tlscert={tls / 'server.pem'}",
        f"--tlskey={tls / 'server-key.pem'}",
    ]


def start(host: Host, number: int) -> None:
    """Sees to it that the engine runs and answers."""
    host.run("dockerd", command(host, number))
    waiting.until(lambda: answers(host), f"the Docker Engine on {host.name}", 30)


def answers(host: Host, seconds: float = 2) -> bool:
    """Whether the engine answers over TLS."""
    trust = client_trust(host.places)
    return waiting.answer(host.address, addresses.ENGINE_PORT, "/_ping", trust, seconds) == "OK"


def client_trust(places: Places) -> ssl.SSLContext:
    """What a client presents and believes."""
    trust = ssl.create_default_context(cafile=str(places.docker / "ca.pem"))
    trust.load_cert_chain(places.docker / "cert.pem", places.docker / "key.pem")
    return trust


def client_environment(places: Places, address: str) -> dict[str, str]:
    """The variables that point the docker command at one host."""
    return {
        "DOCKER_HOST": f"tcp://{address}:{addresses.ENGINE_PORT}",
        "DOCKER_TLS_VERIFY": "1",
        "DOCKER_CERT_PATH": str(places.docker),
    }
