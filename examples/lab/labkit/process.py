"""Servers that go on running: started, recorded by pid and start time, and ended by that record alone."""

import contextlib
import os
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from . import files, network, waiting
from .command import ENVIRONMENT, attempt

CONTROL_GROUPS = Path("/sys/fs/cgroup")
CONTROL_GROUP = "autodock-lab"


@dataclass(frozen=True)
class Process:
    """A process as recorded: a pid alone could be someone else's by now."""

    pid: int
    started: int

    @staticmethod
    def of(pid: int) -> "Process":
        return Process(pid, _started(pid) or 0)

    def alive(self) -> bool:
        return self.started > 0 and _started(self.pid) == self.started

    def stopped(self) -> bool:
        """Whether it was halted by SIGSTOP."""
        return self.alive() and _status(self.pid)[0] == "T"

    def signal(self, number: int) -> None:
        if self.alive():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


@dataclass(frozen=True)
class Daemon:
    """A server of the part `part`: its command, and what else must start it anew when it changes (`inputs`)."""

    state: Path
    part: str
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    inputs: str = ""

    @property
    def record(self) -> Path:
        return self.state / "processes" / f"{self.part}.{self.name}.json"

    @property
    def output(self) -> Path:
        """Where its standard output goes; its errors go to the `.log` beside it."""
        return self.state / "log" / f"{self.part}.{self.name}.out"

    def ensure(self, entry: list[str]) -> bool:
        """Starts it through `entry` (words that enter its namespaces) unless it runs as asked; whether it was started."""
        asked = files.fingerprint(self.command, self.environment, self.inputs, entry)
        running = recorded(self.record)
        if running and running.alive() and files.read_json(self.record, {}).get("asked") == asked:
            running.signal(signal.SIGCONT)
            return False
        if running:
            end(_with_workers(running, self.part))
        self.output.parent.mkdir(parents=True, exist_ok=True)
        with open(self.output, "ab") as output, open(self.output.with_suffix(".log"), "ab") as errors:
            child = subprocess.Popen(
                [*entry, *self.command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                env=ENVIRONMENT | self.environment,
                cwd="/",
                start_new_session=True,
            )
        child.returncode = 0  # it outlives this object, which would complain otherwise
        process = Process.of(child.pid)
        files.write_json(self.record, {"pid": process.pid, "started": process.started, "asked": asked})
        return True


def recorded(record: Path) -> Process | None:
    """The process that `record` names, alive or not."""
    known = files.read_json(record, {})
    return Process(known["pid"], known["started"]) if "pid" in known else None


def daemon(state: Path, part: str, name: str) -> Process | None:
    """The recorded process of one server of a part, alive or not."""
    return recorded(state / "processes" / f"{part}.{name}.json")


def of_part(state: Path, part: str) -> list[Process]:
    """All processes of a part: recorded ones, those in its namespace or control group, and their descendants."""
    pids = set(_in_namespace(part)) | set(_in_control_group(part))
    known = [recorded(record) for record in (state / "processes").glob(f"{part}.*.json")]
    pids |= {process.pid for process in known if process and process.alive()}
    pids |= _descendants(pids)
    return [Process.of(pid) for pid in sorted(pids - {os.getpid()})]


def end_part(state: Path, part: str) -> None:
    """Ends all processes of a part with SIGKILL, as a power cut would, and forgets their records."""
    while processes := [process for process in of_part(state, part) if process.alive()]:
        end(processes)
    for record in (state / "processes").glob(f"{part}.*.json"):
        record.unlink(missing_ok=True)
    _remove_control_group(part)


def end(processes: list[Process]) -> None:
    """Ends these processes with SIGKILL and returns when they are gone."""
    for process in processes:
        process.signal(signal.SIGKILL)
    waiting.until(lambda: not any(_lingers(process) for process in processes), "the end of killed processes", 20)


def _with_workers(leader: Process, part: str) -> list[Process]:
    """A server and the processes that it forked: its descendants, and what its session left in the part when it died alone."""
    left = {pid for pid in _in_namespace(part) if _status(pid)[3:4] == [str(leader.pid)]}
    forked = _descendants({leader.pid}) if leader.alive() else set()
    return [leader, *(Process.of(pid) for pid in left | forked)]


def _all() -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def _lingers(process: Process) -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process.pid, os.WNOHANG)
    return process.alive() and _status(process.pid)[0] != "Z"


def _status(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on; a dead one's state is X."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["X"]


def _started(pid: int) -> int | None:
    """The start of a live process in ticks since boot; None for a dead or unreaped one."""
    fields = _status(pid)
    return None if fields[0] in "XZ" else int(fields[19])


def _in_namespace(part: str) -> list[int]:
    listed = attempt("ip", "netns", "pids", network.namespace(part))
    return [int(word) for word in listed.stdout.split()] if listed.returncode == 0 else []


def _groups(part: str) -> list[Path]:
    """The part's control groups, in every hierarchy (version 1) or in the only one (version 2)."""
    return [group for pattern in ("", "*/") for group in CONTROL_GROUPS.glob(f"{pattern}{CONTROL_GROUP}/{part}")]


def _in_control_group(part: str) -> list[int]:
    pids: list[int] = []
    for group in _groups(part):
        for listing in [group / "cgroup.procs", *group.rglob("cgroup.procs")]:
            with contextlib.suppress(OSError):
                pids += [int(word) for word in listing.read_text().split()]
    return pids


def _remove_control_group(part: str) -> None:
    for group in _groups(part):
        below = sorted((path for path in group.rglob("*") if path.is_dir()), key=lambda path: -len(path.parts))
        for folder in [*below, group, group.parent]:
            with contextlib.suppress(OSError):
                folder.rmdir()


def _descendants(pids: set[int]) -> set[int]:
    children: dict[int, list[int]] = {}
    for pid in _all():
        fields = _status(pid)
        if len(fields) > 1:
            children.setdefault(int(fields[1]), []).append(pid)
    found: set[int] = set()
    waiting_for = list(pids)
    while waiting_for:
        new = [child for child in children.get(waiting_for.pop(), []) if child not in found]
        found.update(new)
        waiting_for += new
    return found
