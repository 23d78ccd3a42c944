"""Turns wait for their thread in order, and the sender knows when there are none."""

import asyncio
import threading
import time

import pytest

from bot.turns import BEGIN_SECONDS, Turns
from storage.store import Late


@pytest.fixture
def turns():
    turns = Turns(1)
    yield turns
    turns.close()


def test_turns_are_done_in_the_order_they_came(turns):
    done = []

    async def all_of_them():
        await asyncio.gather(*(turns.run(lambda no=no: done.append(no), arrived=time.monotonic()) for no in range(20)))

    asyncio.run(all_of_them())
    assert done == list(range(20))


def test_a_turn_that_cannot_begin_in_time_is_not_done(turns):
    free, done = threading.Event(), []

    async def two():
        first = asyncio.create_task(turns.run(free.wait, arrived=time.monotonic()))
        await asyncio.sleep(0)
        with pytest.raises(Late):
            await turns.run(lambda: done.append("late"), arrived=time.monotonic() - BEGIN_SECONDS)
        free.set()
        assert await first

    asyncio.run(two())
    assert (done, turns.quiet(1)) == ([], True)


def test_a_turn_under_way_is_finished_though_nobody_waits_for_it(turns):
    begun, free, done = threading.Event(), threading.Event(), threading.Event()

    def turn():
        begun.set()
        free.wait()
        done.set()

    async def hang_up():
        waiting = asyncio.create_task(turns.run(turn, arrived=time.monotonic()))
        await asyncio.to_thread(begun.wait)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        free.set()

    asyncio.run(hang_up())
    assert done.wait(5)


def test_what_a_turn_raises_is_raised(turns):
    with pytest.raises(ZeroDivisionError):
        asyncio.run(turns.run(lambda: 1 // 0, arrived=time.monotonic()))


def test_a_turn_is_present_from_its_arrival_to_its_end(turns):
    assert turns.quiet(0)
    assert not asyncio.run(turns.run(lambda: turns.quiet(0.05), arrived=time.monotonic()))
    assert turns.quiet(1)


def test_posts_gather_until_no_turn_is_under_way(turns):
    free, gathered = threading.Event(), []

    def gather():
        gathered.append(turns.quiet(5))

    async def two():
        begun = [asyncio.create_task(turns.run(free.wait, arrived=time.monotonic())) for _ in range(2)]
        await asyncio.sleep(0)
        gathering = threading.Thread(target=gather)
        gathering.start()
        await asyncio.sleep(0.05)
        assert gathered == []
        free.set()
        await asyncio.gather(*begun)
        await asyncio.to_thread(gathering.join)

    asyncio.run(two())
    assert gathered == [True]
