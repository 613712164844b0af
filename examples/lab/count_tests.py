#!/usr/bin/python3
"""Prints how many tests passed and failed in one part of the test run: `count_tests.py NAME LOG STATUS`.

Reads the closing lines of Maven (every suite's own line), pytest and unittest. A part that ended with a failure and
counted none counts as one failed test; a part without tests of its own (lint) counts as one."""

import re
import sys
from pathlib import Path

SUITE = re.compile(r"Tests run: (\d+), Failures: (\d+), Errors: (\d+), Skipped: (\d+)\s*$")
PYTEST = re.compile(r"(?:(\d+) failed[, ]*)?(?:(\d+) passed)?[^\n]* in [\d.]+s")
UNITTEST = re.compile(r"^Ran (\d+) tests? in ", re.MULTILINE)
UNITTEST_FAILED = re.compile(r"^FAILED \((?:failures=(\d+))?(?:, )?(?:errors=(\d+))?", re.MULTILINE)


def count(text: str) -> tuple[int, int]:
    """Passed and failed tests in what a part printed."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    totals = [SUITE.search(line) for line in plain.splitlines() if "Time elapsed" not in line]
    run = failed = 0
    for total in filter(None, totals):
        run += int(total[1]) - int(total[4])
        failed += int(total[2]) + int(total[3])
    for found in PYTEST.finditer(plain):
        failed += int(found[1] or 0)
        run += int(found[1] or 0) + int(found[2] or 0)
    for found in UNITTEST.finditer(plain):
        run += int(found[1])
    for found in UNITTEST_FAILED.finditer(plain):
        failed += int(found[1] or 0) + int(found[2] or 0)
    return run - failed, failed


def main() -> None:
    _, log, status = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    passed, failed = count(log.read_text(errors="replace"))
    if passed + failed == 0:
        passed, failed = (1, 0) if status == 0 else (0, 1)
    elif status != 0 and failed == 0:
        failed = 1
    print(passed, failed)


if __name__ == "__main__":
    main()
