"""Programs run to their end, without a shell."""

import subprocess
from pathlib import Path

from .problem import LabProblem

ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/root",
}


# Files that programs hold open with the lab: its lock, which so outlasts a lab that was killed in their middle.
HELD: list[int] = []


def run(*arguments: str | Path, timeout: float = 60, environment: dict[str, str] | None = None, text: str = "") -> str:
    """Runs a program with `text` as its input and answers with its output; a failure is a LabProblem with its last words."""
    done = attempt(*arguments, timeout=timeout, environment=environment, text=text)
    if done.returncode != 0:
        words = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()
        raise LabProblem(f"{' '.join(map(str, arguments[:4]))} … ended with status {done.returncode}: {words[-1]}")
    return done.stdout


def attempt(
    *arguments: str | Path, timeout: float = 60, environment: dict[str, str] | None = None, text: str = ""
) -> subprocess.CompletedProcess[str]:
    """Runs a program and answers with what came of it, good or bad; `timeout` in seconds."""
    words = [str(argument) for argument in arguments]
    try:
        return subprocess.run(
            words,
            input=text,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            env=ENVIRONMENT | (environment or {}),
            pass_fds=HELD,
            check=False,
        )
    except FileNotFoundError:
        raise LabProblem(f"the program {words[0]} is missing; `lab install` brings it") from None
    except subprocess.TimeoutExpired:
        raise LabProblem(f"{' '.join(words[:4])} … did not end within {timeout:.0f} seconds") from None
