"""A real lab of two hosts in a state folder of its own; the addresses are fixed, so no other lab may be up."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from labkit import waiting

LAB = Path(__file__).resolve().parents[1] / "lab"


class RealLab(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Beside the cache, on a disk: a container's layers can't lie on a memory file system.
        cls.state = tempfile.mkdtemp(prefix="autodock-lab-test-", dir="/var/tmp")
        cls.addClassCleanup(shutil.rmtree, cls.state, ignore_errors=True)
        cls.variables = os.environ | {"AUTODOCK_LAB_STATE": cls.state}
        cls.addClassCleanup(cls.lab, "down")
        cls.lab("up", "2")
        cls.env = json.loads(cls.lab("env", "--json"))

    @classmethod
    def attempt(cls, *arguments: str, timeout: float = 500) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(LAB), *arguments], env=cls.variables, capture_output=True, text=True, timeout=timeout, check=False
        )

    @classmethod
    def lab(cls, *arguments: str) -> str:
        done = cls.attempt(*arguments)
        if done.returncode != 0:
            raise AssertionError(f"lab {' '.join(arguments)}: status {done.returncode}: {done.stderr}{done.stdout}")
        return done.stdout

    def state_of(self, part: str) -> str:
        rows = [line.split(maxsplit=2) for line in self.attempt("status").stdout.splitlines()]
        return next(row[2] for row in rows if row[0] == part)

    def ssh(self, address: str, *words: str) -> str:
        return subprocess.run(
            [
                "ssh",
                "-i",
                self.env["AUTODOCK_LAB_SSH_KEY"],
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                f"UserKnownHostsFile={self.env['AUTODOCK_LAB_SSH_KNOWN_HOSTS']}",
                f"root@{address}",
                *words,
            ],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        ).stdout

    def test_every_part_is_up_and_a_second_up_changes_nothing(self):
        self.assertEqual({line.split(maxsplit=2)[2] for line in self.lab("status").splitlines()}, {"up"})
        records = {path: path.read_text() for path in Path(self.state, "processes").iterdir()}
        self.lab("up")
        self.assertEqual({path: path.read_text() for path in Path(self.state, "processes").iterdir()}, records)

    def test_both_hosts_run_the_base_image_on_the_same_port_with_limits(self):
        for number in ("1", "2"):
            self.lab(
                "docker",
                number,
                "run",
                "-d",
                "--name",
                "clweb",
                "-m",
                "100M",
                "-c",
                "100",
                "-p",
                "9023:22",
                self.env["AUTODOCK_LAB_IMAGE"],
                "sh",
                "-c",
                "ssh-keygen -A && exec /usr/sbin/sshd -D",
            )
            self.addCleanup(self.lab, "docker", number, "rm", "-f", "clweb")
            shown = json.loads(self.lab("docker", number, "inspect", "clweb"))[0]["HostConfig"]
            self.assertEqual((shown["Memory"], shown["CpuShares"]), (100 << 20, 100))
        for address in ("10.213.77.11", "10.213.77.12"):
            waiting.until(
                lambda at=address: waiting.banner(at, 9023).startswith(b"SSH-"), f"sshd of the container at {address}"
            )
        self.assertEqual(self.lab("docker", "1", "exec", "clweb", "salt-call", "--version"), "salt-call 3008.3 (Argon)\n")

    def test_an_engine_shows_nothing_without_the_lab_s_certificate(self):
        with self.assertRaises(subprocess.CalledProcessError):
            subprocess.run(
                ["docker", "--host", "tcp://10.213.77.11:2376", "version"],
                env={"PATH": os.environ["PATH"]},
                capture_output=True,
                timeout=20,
                check=True,
            )

    def test_a_host_s_load_is_its_own(self):
        self.lab("load", "2", "5.25")
        self.addCleanup(self.lab, "load", "2", "0")
        self.assertEqual(self.ssh("10.213.77.12", "cat", "/proc/loadavg").split()[:3], ["5.25"] * 3)
        self.assertEqual(self.ssh("10.213.77.11", "cat", "/proc/loadavg").split()[:3], ["0.00"] * 3)
        self.assertEqual(self.told_by_minion("dldocker02", "file.read", "/proc/loadavg").split()[:3], ["5.25"] * 3)

    def told_by_minion(self, minion, *call):
        """What a minion answers; one that is just being let in by its master is asked again."""
        for _ in range(10):
            told = self.lab("master", "salt", "--out=json", minion, *call)
            answer = json.loads(told)
            if isinstance(answer, dict) and isinstance(answer.get(minion), str):
                return answer[minion]
        return self.fail(f"{minion} does not answer: {told}")

    def test_a_host_s_files_are_its_own(self):
        self.ssh("10.213.77.11", "touch", "/etc/autodock-lab-test", "/srv/autodock-lab-test")
        for path in ("/etc/autodock-lab-test", "/srv/autodock-lab-test"):
            self.assertFalse(Path(path).exists())
            self.assertEqual(self.ssh("10.213.77.12", "ls", "-d", "/srv", path, "2>&1", "||", "true").count(path), 1)
        self.assertEqual(self.ssh("10.213.77.12", "hostname"), "dldocker02\n")

    def test_a_cut_host_is_silent_and_comes_back_with_its_containers_running(self):
        container = self.lab("docker", "2", "run", "-d", self.env["AUTODOCK_LAB_IMAGE"], "sleep", "1000").strip()
        self.addCleanup(self.lab, "docker", "2", "rm", "-f", container)
        self.lab("host", "cut", "2")
        self.assertEqual(self.state_of("dldocker02"), "machine cut")
        self.assertFalse(waiting.listens("10.213.77.12", 22, 0.5))
        self.lab("host", "mend", "2")
        waiting.until(lambda: self.state_of("dldocker02") == "up", "the mended host")
        self.assertIn(container, self.lab("docker", "2", "ps", "-q", "--no-trunc"))

    def test_a_hung_engine_takes_connections_and_never_answers(self):
        self.lab("host", "hang", "1")
        self.assertEqual(self.state_of("dldocker01"), "engine hung, sshd up, minion up")
        self.assertTrue(waiting.listens("10.213.77.11", 2376))
        self.lab("host", "resume", "1")
        waiting.until(lambda: self.state_of("dldocker01") == "up", "the engine that goes on")

    def test_a_stopped_host_loses_its_processes_and_keeps_its_data(self):
        container = self.lab("docker", "1", "run", "-d", self.env["AUTODOCK_LAB_IMAGE"], "sleep", "4711").strip()
        self.lab("host", "stop", "1")
        self.assertEqual(self.state_of("dldocker01"), "machine stopped")
        self.assertFalse("sleep\x004711" in processes())
        self.lab("host", "start", "1")
        self.addCleanup(self.lab, "docker", "1", "rm", "-f", container)
        waiting.until(lambda: self.state_of("dldocker01") == "up", "the started host")
        self.assertNotIn(container, self.lab("docker", "1", "ps", "-q", "--no-trunc"))
        self.assertIn(container, self.lab("docker", "1", "ps", "-a", "-q", "--no-trunc"))

    def test_an_image_goes_to_the_registry_and_leaves_the_host(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "Dockerfile").write_text(f"FROM {self.env['AUTODOCK_LAB_IMAGE']}\nRUN touch /marked\n")
            self.assertEqual(self.lab("image", "marked", "2", folder), "10.213.77.6:5000/marked:2\n")
        self.assertNotIn("marked", self.lab("docker", "1", "images"))
        self.assertEqual(self.lab("docker", "2", "run", "--rm", "10.213.77.6:5000/marked:2", "ls", "/marked"), "/marked\n")

    def test_wrong_wishes_get_one_sentence(self):
        for words in (
            ["host", "stop", "9"],
            ["load", "1", "much"],
            ["up", "99"],
            ["up", "--etcd", "3"],
            ["image", "../x", "1", "/tmp"],
            ["master", "sh"],
        ):
            done = self.attempt(*words)
            with self.subTest(words):
                self.assertEqual(done.returncode, 1)
                self.assertRegex(done.stderr, r"\Alab: [^\n]+\n\Z")


class WhatIsLeft(unittest.TestCase):
    def test_down_leaves_nothing_even_of_an_up_that_was_killed(self):
        state = tempfile.mkdtemp(prefix="autodock-lab-test-", dir="/var/tmp")
        self.addCleanup(shutil.rmtree, state, ignore_errors=True)
        variables = os.environ | {"AUTODOCK_LAB_STATE": state}
        starting = subprocess.Popen([LAB, "up", "2"], env=variables, stdout=subprocess.DEVNULL)
        waiting.until(Path(state, "processes", "dldocker01.dockerd.json").exists, "the first engine", 400)
        starting.kill()
        starting.wait()
        self.assertTrue(state in processes())
        subprocess.run([LAB, "down"], env=variables, capture_output=True, timeout=120, check=True)
        self.assertFalse(state in processes())
        self.assertNotIn(state, Path("/proc/mounts").read_text())
        self.assertFalse(Path(state).exists())
        for words in (["ip", "netns", "list"], ["ip", "link"], ["iptables", "-S"]):
            self.assertNotIn("autodock", subprocess.run(words, capture_output=True, text=True, check=True).stdout)
        groups = Path("/sys/fs/cgroup")
        self.assertEqual([*groups.glob("*/autodock-lab"), *groups.glob("autodock-lab")], [])


def processes() -> str:
    """The command lines of all processes, one a line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_text(errors="replace"))
        except OSError:
            continue
    return "\n".join(found)


if __name__ == "__main__":
    unittest.main()
