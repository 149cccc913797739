"""The writer's socket lies in the house, or, when that path is too long for a socket, where the house notes it."""

from __future__ import annotations

import stat

from footlights.ground.events.adapters.place import LONGEST, claim_place, find_place


def test_the_socket_of_a_house_with_a_short_path_is_in_it(home):
    assert claim_place(home) == find_place(home) == home / "run" / "events.sock"


def test_the_socket_of_a_house_with_a_long_path_is_in_a_private_folder(home):
    deep = home / ("long" * 40)
    place = claim_place(deep)
    place.touch()

    assert len(str(place)) <= LONGEST
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert find_place(deep) == place
    assert claim_place(deep) == place
    assert not place.exists()
    place.parent.rmdir()


def test_a_folder_that_others_may_enter_is_not_used_again(home):
    deep = home / ("long" * 40)
    before = claim_place(deep)
    before.parent.chmod(0o755)
    after = claim_place(deep)

    assert after != before
    assert find_place(deep) == after
    before.parent.rmdir()
    after.parent.rmdir()
