"""Salt's wheels and the environment in which the lab's master and host minions run, both in the cache."""

import os
import platform
import shutil
import sys
from pathlib import Path

from . import files
from .command import run
from .places import Places
from .problem import LabProblem

SALT = "salt==3008.3"
API_SERVER = "cherrypy"
INTERPRETER = "/usr/bin/python3"


def key() -> str:
    """Changes when other wheels are wanted."""
    return files.fingerprint(SALT, API_SERVER, sys.version_info[:2], platform.machine())


def wheels(places: Places) -> Path:
    """The folder with Salt's wheels and pip's own."""
    return places.cache / f"wheels-{key()}"


def environment(places: Places) -> Path:
    """The virtual environment with Salt and what salt-api needs."""
    return places.cache / f"salt-{key()}"


def program(places: Places, name: str) -> str:
    """The path of one of Salt's commands."""
    return str(environment(places) / "bin" / name)


def is_built(places: Places) -> bool:
    """Whether wheels and environment are whole."""
    return (wheels(places) / "complete").exists() and (environment(places) / "complete").exists()


def pip_wheel() -> Path:
    """The pip that Debian ships as a wheel; it installs without being installed."""
    found = sorted(Path("/usr/share/python-wheels").glob("pip-*.whl"))
    if not found:
        raise LabProblem("pip's wheel is missing below /usr/share/python-wheels; `lab install` brings it")
    return found[-1]


def pip(interpreter: str | Path, *arguments: str | Path, timeout: float = 600) -> None:
    """Runs pip under `interpreter`, with the settings of whoever started the lab."""
    run(
        interpreter,
        pip_wheel() / "pip",
        *arguments,
        timeout=timeout,
        environment={name: value for name, value in os.environ.items() if _tells_pip(name)} | {"PYTHONPATH": ""},
    )


def _tells_pip(name: str) -> bool:
    return name.startswith(("PIP_", "SSL_", "REQUESTS_")) or name.lower().endswith("_proxy")


def build_wheels(places: Places) -> None:
    """Fetches or builds Salt's wheels, unless they are all there."""
    here = wheels(places)
    if (here / "complete").exists():
        return
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir(parents=True)
    pip(INTERPRETER, "wheel", "-q", "-w", here, SALT, API_SERVER)
    shutil.copy(pip_wheel(), here)
    files.write(here / "complete", "")


def build_environment(places: Places) -> None:
    """Makes the environment from the wheels, unless it is whole."""
    here = environment(places)
    if (here / "complete").exists():
        return
    shutil.rmtree(here, ignore_errors=True)
    run(INTERPRETER, "-m", "venv", "--without-pip", here)
    pip(here / "bin" / "python", "install", "-q", "--no-index", "--find-links", wheels(places), SALT, API_SERVER)
    files.write(here / "complete", "")
