"""The thread of a query gives way once the query is long, and the next has its priority again."""

import os
import threading
import time

import pytest

from dip_lod.sparql.lane import SHORT, Lane


def priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_a_long_query_gives_way_and_the_next_does_not() -> None:
    lane, before = Lane(), priority()

    def long() -> tuple[int, int]:
        first = priority()
        time.sleep(SHORT * 2)
        return first, priority()

    assert lane.run(priority) == before
    assert lane.run(long) == (before, 19)
    assert lane.run(priority) == before
    assert priority() == before


def test_what_is_raised_comes_through_and_the_thread_stays() -> None:
    lane = Lane()

    def fail() -> None:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        lane.run(fail)
    assert lane.run(threading.get_native_id) == lane.run(threading.get_native_id)
