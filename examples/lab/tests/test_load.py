import tempfile
import unittest
from pathlib import Path

from labkit import load
from labkit.problem import LabProblem


class Load(unittest.TestCase):
    def test_one_value_stands_for_all_three(self):
        self.assertEqual(load.parse(["5.25"]), (5.25, 5.25, 5.25))
        self.assertEqual(load.parse(["1", "2", "3.5"]), (1.0, 2.0, 3.5))

    def test_anything_else_is_refused(self):
        for words in (["1", "2"], ["x"], ["-1"], ["nan"], ["inf"], ["10000"], ["1", "2", "3", "4"]):
            with self.subTest(words), self.assertRaises(LabProblem):
                load.parse(words)

    def test_the_line_reads_like_the_kernel_s_and_is_always_as_wide(self):
        self.assertEqual(load.line((5.25, 1, 0)).split(), [b"5.25", b"1.00", b"0.00", b"1/100", b"1"])
        self.assertEqual({len(load.line((v, v, v))) for v in (0, 5.25, 9999)}, {load.WIDTH})

    def test_a_new_load_goes_into_the_same_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "loadavg"
            load.prepare(path)
            before = path.stat().st_ino
            load.store(path, (9999, 1, 1))
            load.store(path, (0.5, 0.5, 0.5))
            self.assertEqual(path.read_bytes(), load.line((0.5, 0.5, 0.5)))
            self.assertEqual(path.stat().st_ino, before)
            load.prepare(path)
            self.assertEqual(load.read(path), "0.50 0.50 0.50")
