"""Loads the extension through Salt's own loader, as a checkout (``module_dirs``)."""

from pathlib import Path

import pytest
import salt.config
import salt.loader

EXTENSION = Path(__file__).parents[2] / "src" / "saltext" / "autodock"


@pytest.fixture
def options(tmp_path):
    """Options of a master that lives in a temporary directory."""
    options = salt.config.master_config(None)
    options.update(
        root_dir=str(tmp_path),
        pki_dir=str(tmp_path / "pki"),
        cachedir=str(tmp_path / "cache"),
        sock_dir=str(tmp_path / "sock"),
        extension_modules=str(tmp_path / "extension"),
        module_dirs=[str(EXTENSION)],
        autodock={"spool": str(tmp_path / "spool"), "limit": 100},
        user="root",
    )
    return options


@pytest.fixture
def runner(options):
    """The runner functions of these options."""
    return salt.loader.runner(options, utils=salt.loader.utils(options))


@pytest.fixture
def spool(tmp_path):
    """The spool's directory."""
    return tmp_path / "spool"
