"""Runs of several servers on one machine never share a user."""

from millwright.factory.sandbox.uids import UserIds


def test_two_sandboxes_never_give_the_same_user_away() -> None:
    one, other = UserIds(), UserIds()
    taken = [ids.take() for _ in range(120) for ids in (one, other)]
    assert len(set(taken)) == len(taken)


def test_a_user_given_back_is_taken_again() -> None:
    ids = UserIds()
    uid = ids.take()
    ids.give_back(uid)
    assert ids.take() == uid
