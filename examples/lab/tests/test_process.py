import os
import signal
import tempfile
import unittest
from pathlib import Path

from labkit import process, waiting
from labkit.process import Daemon, Process


class Processes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state = Path(folder.name)

    def daemon(self, *command: str, inputs: str = "") -> Daemon:
        return Daemon(self.state, "part", "server", list(command), inputs=inputs)

    def running(self) -> Process:
        found = process.daemon(self.state, "part", "server")
        self.addCleanup(process.end, [found])
        return found

    def test_a_daemon_is_started_once_and_anew_when_its_inputs_change(self):
        self.assertTrue(self.daemon("sleep", "100").ensure([]))
        first = self.running()
        self.assertFalse(self.daemon("sleep", "100").ensure([]))
        self.assertTrue(self.daemon("sleep", "100", inputs="other").ensure([]))
        self.assertFalse(first.alive())
        self.assertTrue(self.running().alive())

    def test_a_restart_takes_what_the_server_forked_along(self):
        self.daemon("sh", "-c", "sleep 100 & echo $!; wait").ensure([])
        self.running()
        output = self.state / "log" / "part.server.out"
        waiting.until(lambda: output.read_text().strip(), "the forked process")
        forked = Process.of(int(output.read_text()))
        self.daemon("sleep", "100").ensure([])
        self.running()
        self.assertFalse(forked.alive())

    def test_a_halted_server_is_let_go_on(self):
        self.daemon("sleep", "100").ensure([])
        server = self.running()
        server.signal(signal.SIGSTOP)
        waiting.until(server.stopped, "the halt")
        self.daemon("sleep", "100").ensure([])
        waiting.until(lambda: not server.stopped(), "going on")

    def test_a_pid_that_someone_else_has_by_now_is_left_alone(self):
        stale = Process(os.getpid(), Process.of(os.getpid()).started - 1)
        self.assertFalse(stale.alive())
        process.end([stale])

    def test_output_and_errors_go_to_two_files(self):
        self.daemon("sh", "-c", "echo out; echo err >&2; exec sleep 100").ensure([])
        self.running()
        log = self.state / "log"
        waiting.until(lambda: (log / "part.server.log").read_text() == "err\n", "the error line")
        self.assertEqual((log / "part.server.out").read_text(), "out\n")
