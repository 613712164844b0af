"""Facts of the machine, compared with what its own tools tell."""

import os

import pytest
import salt.loader


@pytest.fixture
def facts(options):
    return salt.loader.minion_mods(options)["autodock.facts"]()


def test_the_load_is_that_of_proc(facts):
    assert list(facts["load"]) == ["1-min", "5-min", "15-min"]
    assert all(isinstance(average, float) and average >= 0 for average in facts["load"].values())


def test_cores_and_memory_are_those_of_the_machine(facts):
    assert facts["cores"] == os.cpu_count()
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    assert facts["memory_mb"] == pytest.approx(pages / 1024 / 1024, rel=0.01)
    assert 0 < facts["memory_available_mb"] <= facts["memory_mb"]


def test_the_root_directory_is_among_the_disks(facts):
    disk = facts["disk"]["/"]
    assert 0 <= disk["available_mb"] <= disk["total_mb"]
