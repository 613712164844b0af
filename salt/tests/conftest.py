"""What unit and integration tests share: the folder of this file is on the path, for ``hook_service``."""

import pytest
import salt._logging
from hook_service import HookService

# Salt keeps what is logged before its set-up for a stream that is closed when the tests end.
salt._logging.shutdown_temp_handler()


@pytest.fixture
def service():
    """A running service; stopped at the end."""
    with HookService() as service:
        yield service
