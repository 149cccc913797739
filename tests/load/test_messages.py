"""Messages in a rush, behind a consult that takes a second: acknowledged soon, kept, each answered once, whatever is killed."""

from __future__ import annotations

import pytest

from tests.load.messages import load

pytestmark = pytest.mark.house


@pytest.mark.parametrize("seconds", [8, pytest.param(60, marks=pytest.mark.long)])
def test_fifty_messages_a_second_are_all_acknowledged_and_answered_once(seconds):
    found = load(50, seconds)  # how soon is measured by ./footlights bench channels

    assert found.sent >= 50 * seconds - 60
    assert found.counts["repeated"] > 0
    assert found.counts["no answer"] == 0
    assert found.kept == found.answered == found.answers == found.sent


def test_a_messenger_killed_again_and_again_loses_nothing_that_was_acknowledged():
    found = load(20, 10, kill=True)

    assert found.kept == found.answered == found.answers == found.sent
