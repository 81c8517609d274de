"""The end of the journey: what `test_restoring` began was done while the settings were looked at."""

import pytest

from tests.console.journey import Journey

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


async def test_a_change_was_made_a_file_edited_and_both_taken_back(journey: Journey):
    await journey.restored()
