import subprocess
import tempfile
import unittest
from pathlib import Path

from labkit import files
from labkit.problem import LabProblem


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_a_file_is_replaced_whole_and_gets_its_mode(self):
        path = self.folder / "a" / "secret"
        files.write(path, "one")
        files.write(path, "two", 0o600)
        self.assertEqual(path.read_text(), "two")
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.assertEqual([found.name for found in path.parent.iterdir()], ["secret"])

    def test_broken_json_reads_as_none_at_all(self):
        path = self.folder / "record.json"
        self.assertEqual(files.read_json(path, {}), {})
        path.write_text('{"pid": ')
        self.assertEqual(files.read_json(path, {}), {})
        files.write_json(path, {"pid": 1})
        self.assertEqual(files.read_json(path, {}), {"pid": 1})

    def test_a_tree_s_key_changes_with_content_name_and_link(self):
        def key():
            return files.tree_fingerprint(self.folder)

        seen = {key()}
        (self.folder / "a.py").write_text("1")
        seen.add(key())
        (self.folder / "a.py").write_text("2")
        seen.add(key())
        (self.folder / "a.py").rename(self.folder / "b.py")
        seen.add(key())
        (self.folder / "c").symlink_to("b.py")
        seen.add(key())
        self.assertEqual(len(seen), 5)
        self.assertIn(key(), seen)

    def test_the_lock_is_for_one_at_a_time(self):
        lock = self.folder / "lock"
        with files.only_one(lock, 0), self.assertRaises(LabProblem), files.only_one(lock, 0.2):
            self.fail("the lock was taken twice")
        with files.only_one(lock, 0):
            pass

    def test_a_program_that_outlives_its_lab_keeps_the_lock(self):
        lock = self.folder / "lock"
        with files.only_one(lock, 0) as descriptor:
            program = subprocess.Popen(["sleep", "100"], pass_fds=[descriptor])
        self.addCleanup(program.wait)
        self.addCleanup(program.kill)
        with self.assertRaises(LabProblem), files.only_one(lock, 0):
            self.fail("the lock was free")
