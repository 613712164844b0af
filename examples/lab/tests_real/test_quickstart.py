"""`autodock quickstart`, as a newcomer runs it, and `--down` after it. No lab may be up before."""

import json
import subprocess
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]


def run(*command: str, timeout: float = 480) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=timeout, check=False)


def traces() -> dict[str, str]:
    """What a lab leaves on a machine while it is up."""
    return {
        "namespaces": run("ip", "netns", "list").stdout,
        "links": "\n".join(line for line in run("ip", "-brief", "link").stdout.splitlines() if "autodock" in line),
        "mounts": "\n".join(line for line in Path("/proc/mounts").read_text().splitlines() if "autodock-lab" in line),
        "processes": "\n".join(
            line for line in run("ps", "-eo", "args").stdout.splitlines() if "/autodock-lab/" in line
        ),
    }


class Quickstart(unittest.TestCase):
    def test_three_triggers_make_three_formations_and_down_leaves_nothing(self):
        before = traces()
        started = run("./autodock", "quickstart")
        try:
            self.assertEqual(started.returncode, 0, started.stdout + started.stderr)
            self.assert_formations()
            self.assert_triggers()
            self.assertIn("What the first highstate of", started.stdout)
            again = run("./autodock", "quickstart")
            self.assertEqual(again.returncode, 0, again.stdout + again.stderr)
            self.assert_formations()
        finally:
            down = run("./autodock", "quickstart", "--down")
        self.assertEqual(down.returncode, 0, down.stdout + down.stderr)
        self.assertEqual(traces(), before)
        self.assertEqual(run("./autodock", "list").returncode, 5)

    def assert_formations(self):
        formations = json.loads(run("./autodock", "list", "--json").stdout)["formations"]
        self.assertEqual([each["formation"] for each in formations], ["owncloud", "shop", "wiki"])
        states = {app["state"] for each in formations for app in each["apps"]}
        self.assertEqual(states, {"bootstrapped"})

    def assert_triggers(self):
        requests = json.loads(run("./autodock", "requests", "--json").stdout)["requests"]
        triggers = {each["formation"]: each["trigger"] for each in requests if each["operation"] == "create"}
        self.assertEqual(triggers, {"owncloud": "file", "wiki": "salt", "shop": "command-line"})


if __name__ == "__main__":
    unittest.main()
