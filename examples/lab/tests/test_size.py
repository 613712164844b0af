import unittest

from labkit.lab import Size
from labkit.problem import LabProblem

NONE = Size(0, 0)


class SizeOfALab(unittest.TestCase):
    def test_a_new_lab_has_three_hosts_and_one_etcd_member(self):
        self.assertEqual(NONE.grown(None, None), Size(3, 1))
        self.assertEqual(NONE.grown(1, 3), Size(1, 3))

    def test_hosts_are_only_ever_added(self):
        self.assertEqual(Size(3, 1).grown(5, None), Size(5, 1))
        self.assertEqual(Size(5, 1).grown(3, None), Size(5, 1))
        self.assertEqual(Size(5, 3).grown(None, 3), Size(5, 3))

    def test_what_cannot_be_is_refused(self):
        for size, hosts, members in ((NONE, 0, None), (NONE, 61, None), (NONE, -1, 1), (Size(3, 1), None, 3)):
            with self.subTest(hosts=hosts, members=members), self.assertRaises(LabProblem):
                size.grown(hosts, members)
