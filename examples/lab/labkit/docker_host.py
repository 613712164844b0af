"""A Docker host whole: network, engine, sshd and minion; and the ways in which such a machine fails."""

import signal
from concurrent.futures import ThreadPoolExecutor

from . import addresses, engine, image, load, minion, network, process, ssh
from .command import run
from .host import Host
from .places import Places
from .problem import LabProblem


def host(places: Places, number: int) -> Host:
    """Docker host `number`."""
    return Host(places, addresses.host_name(number), addresses.host_address(number))


def prepare(here: Host) -> None:
    """Makes the engine's certificate and first images, and the minion's keys; needs the lab's authority and master."""
    engine.prepare(here, image.seed(here.places))
    minion.prepare(here)


def start(here: Host, number: int) -> None:
    """Sees to it that the machine is on and plugged in and that its three servers run and answer."""
    network.join(here.name, here.address)
    here.power_on()
    minion.start(here)
    with ThreadPoolExecutor(2) as workers:
        list(workers.map(lambda begin: begin(), [lambda: engine.start(here, number), lambda: ssh.start(here)]))


def stop(here: Host) -> None:
    """Cuts the power: first nothing is sent any more, then everything on the host is gone at once; its disk stays."""
    if network.is_plugged(here.name):
        network.unplug(here.name)
    process.end_part(here.places.state, here.name)


def cut(here: Host) -> None:
    """Pulls the network cable; what runs goes on running."""
    network.unplug(_on(here).name)


def mend(here: Host) -> None:
    """Puts the network cable back."""
    network.plug(_on(here).name)


def hang(here: Host) -> None:
    """Halts the engine: it takes connections and never answers."""
    _engine(here).signal(signal.SIGSTOP)


def resume(here: Host) -> None:
    """Lets a halted engine go on."""
    _engine(here).signal(signal.SIGCONT)


def set_load(here: Host, words: list[str]) -> None:
    """Changes what the host's /proc/loadavg says."""
    averages = load.parse(words)
    load.store(_on(here).folder / "loadavg", averages)


def state(here: Host) -> dict[str, str]:
    """What the host and each of its servers are: up, or in which way not."""
    if not here.holder():
        return {"machine": "stopped"}
    if not network.is_plugged(here.name):
        return {"machine": "cut"}
    halted = process.daemon(here.places.state, here.name, "dockerd")
    engine_state = "hung" if halted and halted.stopped() else _up(engine.answers(here))
    return {"engine": engine_state, "sshd": _up(ssh.answers(here)), "minion": _up(minion.connected(here))}


def _up(answers: bool) -> str:
    return "up" if answers else "down"


def pull(here: Host) -> None:
    """Has the host fetch the base image."""
    run(
        "docker",
        "pull",
        "--quiet",
        addresses.IMAGE,
        timeout=300,
        environment=engine.client_environment(here.places, here.address),
    )


def _on(here: Host) -> Host:
    if not here.holder():
        raise LabProblem(f"{here.name} is not on; `lab host start` or `lab up` starts it")
    return here


def _engine(here: Host) -> process.Process:
    found = process.daemon(here.places.state, _on(here).name, "dockerd")
    if not found or not found.alive():
        raise LabProblem(f"the Docker Engine on {here.name} does not run; `lab host start` or `lab up` starts it")
    return found
