"""The command line: `lab --help` tells it."""

import argparse
import contextlib
import json
import os
import re
import signal
import sys
from pathlib import Path

from . import addresses, description, docker_host, engine, files, lab, machine, python, salt
from .command import ENVIRONMENT, HELD, run
from .host import Host
from .places import Places
from .problem import LabProblem

ACTIONS = {
    "stop": docker_host.stop,
    "cut": docker_host.cut,
    "mend": docker_host.mend,
    "hang": docker_host.hang,
    "resume": docker_host.resume,
}
NOT_ALL_UP = 3
INTERRUPTED = 130
LONGEST_WAIT_SECONDS = 300


def main(arguments: list[str]) -> int:
    """Carries out one command; 1 with a sentence on standard error when it can't, 3 when `status` finds a part not up."""
    places = Places.from_environment()
    chosen = _parser().parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupted)
    try:
        return chosen.carry_out(places, chosen) or 0
    except LabProblem as problem:
        print(f"lab: {problem}", file=sys.stderr)
        return 1
    except PermissionError:
        print("lab: this user may not read the lab's files; run the lab as root", file=sys.stderr)
        return 1


def _interrupted(number: int, frame: object) -> None:
    """Ends at once, whatever other threads wait for: every step can be done again."""
    print("lab: interrupted; `lab up` goes on from here, `lab down` removes what there is", file=sys.stderr, flush=True)
    os._exit(INTERRUPTED)


def _parser() -> argparse.ArgumentParser:
    does = "Real Docker hosts, etcd, Salt, a registry and nginx on this machine."
    parser = argparse.ArgumentParser(prog="lab", description=does)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, does: str, carry_out) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=does, description=does)
        added.set_defaults(carry_out=carry_out)
        return added

    install = command("install", "add the Debian packages that are missing", _install)
    install.add_argument("--tests", action="store_true", help="also what the project's tests need: yamllint, shellcheck")
    command("build", "fill the cache: Salt and the base image", _build)
    up = command("up", "bring the lab up, add hosts to it, or mend it", _up)
    up.add_argument("hosts", nargs="?", type=int, metavar="HOSTS", help="Docker hosts (3)")
    up.add_argument("--etcd", type=int, choices=(1, 3), help="etcd members (1)")
    command("down", "end and remove all that `up` made, but the cache", _down)
    command("status", "show every part, its address and its state", _status)
    env = command("env", "print what a client needs, as shell variables", _env)
    env.add_argument("--json", action="store_true", help="as one JSON object")
    command("config", "print the service's configuration for this lab", _config)
    host = command("host", "let a Docker host fail, or end that", _host)
    host.add_argument("action", choices=["start", *ACTIONS])
    host.add_argument("number", type=int, metavar="N")
    load = command("load", "set a host's load averages", _load)
    load.add_argument("number", type=int, metavar="N")
    load.add_argument("values", nargs="+", metavar="LOAD", help="one value for all three, or three")
    docker = command("docker", "run the docker command against a host's engine", _docker)
    docker.add_argument("number", type=int, metavar="N")
    docker.add_argument("arguments", nargs=argparse.REMAINDER, metavar="ARGS")
    image = command("image", "build an image from a folder with a Dockerfile and put it into the registry", _image)
    image.add_argument("name", metavar="NAME")
    image.add_argument("tag", metavar="TAG")
    image.add_argument("folder", type=Path, metavar="FOLDER")
    master = command("master", "run one of Salt's commands on the master, such as salt-run or salt", _master)
    master.add_argument("program", metavar="PROGRAM")
    master.add_argument("arguments", nargs=argparse.REMAINDER, metavar="ARGS")
    return parser


@contextlib.contextmanager
def _alone():
    machine.check_root()
    with files.only_one(lab.LOCK, LONGEST_WAIT_SECONDS) as descriptor:
        HELD.append(descriptor)
        yield
        HELD.remove(descriptor)


def _install(places: Places, chosen: argparse.Namespace) -> None:
    with _alone():
        lab.install(with_checks=chosen.tests)


def _build(places: Places, chosen: argparse.Namespace) -> None:
    with _alone():
        lab.install()
        lab.build(places)


def _up(places: Places, chosen: argparse.Namespace) -> None:
    with _alone():
        lab.up(places, chosen.hosts, chosen.etcd)


def _down(places: Places, chosen: argparse.Namespace) -> None:
    with _alone():
        lab.down(places)


def _status(places: Places, chosen: argparse.Namespace) -> int:
    rows = lab.status(places)
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for part, address, state in rows:
        print(f"{part:<{widths[0]}}  {address:<{widths[1]}}  {state}")
    return 0 if all(state == "up" for _, _, state in rows) else NOT_ALL_UP


def _env(places: Places, chosen: argparse.Namespace) -> None:
    _require_lab(places)
    print(
        json.dumps(description.environment(places), indent=2) + "\n" if chosen.json else description.shell(places),
        end="",
    )


def _config(places: Places, chosen: argparse.Namespace) -> None:
    _require_lab(places)
    print(description.configuration(places), end="")


def _require_lab(places: Places) -> None:
    if not lab.Size.of(places).hosts:
        raise LabProblem("no lab is up")


def _host(places: Places, chosen: argparse.Namespace) -> None:
    with _alone():
        here = lab.docker_host_number(places, chosen.number)
        if chosen.action == "start":
            docker_host.start(here, chosen.number)
        else:
            ACTIONS[chosen.action](here)


def _load(places: Places, chosen: argparse.Namespace) -> None:
    machine.check_root()
    docker_host.set_load(lab.docker_host_number(places, chosen.number), chosen.values)


def _docker(places: Places, chosen: argparse.Namespace) -> None:
    here = lab.docker_host_number(places, chosen.number)
    _become(["docker", *chosen.arguments], engine.client_environment(places, here.address))


def _image(places: Places, chosen: argparse.Namespace) -> None:
    here = lab.docker_host_number(places, 1)
    _build_image(places, here, chosen.name, chosen.tag, chosen.folder)


def _build_image(places: Places, here: Host, name: str, tag: str, folder: Path) -> None:
    """Builds with host 1's engine, pushes, and removes the image from the host again."""
    if not re.fullmatch(r"[a-z0-9]+(?:[._/-][a-z0-9]+)*", name) or not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}", tag):
        raise LabProblem(f"{name}:{tag} is no image name with a tag")
    if not (folder / "Dockerfile").is_file():
        raise LabProblem(f"{folder} has no Dockerfile")
    reference = f"{addresses.REGISTRY_AUTHORITY}/{name}:{tag}"
    client = engine.client_environment(places, here.address) | {"DOCKER_BUILDKIT": "0"}
    run("docker", "build", "--quiet", "--force-rm", "--tag", reference, folder, timeout=300, environment=client)
    run("docker", "push", "--quiet", reference, timeout=300, environment=client)
    run("docker", "image", "rm", reference, environment=client)
    print(reference)


def _master(places: Places, chosen: argparse.Namespace) -> None:
    _require_lab(places)
    if not re.fullmatch(r"salt(-[a-z]+)?", chosen.program):
        raise LabProblem(f"{chosen.program} is none of Salt's commands")
    here = salt.host(places)
    if not here.holder():
        raise LabProblem("the Salt master is not up")
    words = [python.program(places, chosen.program), "-c", str(places.salt_settings), *chosen.arguments]
    _become([*here.entry(), *words], salt.environment(places))


def _become(words: list[str], environment: dict[str, str]) -> None:
    """Goes on as this program, with the terminal and the exit status that come with it."""
    sys.stdout.flush()
    os.execvpe(words[0], words, ENVIRONMENT | {"TERM": os.environ.get("TERM", "dumb")} | environment)
