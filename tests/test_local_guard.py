"""What the local chat's own guard lets through, and what it keeps quiet about."""

import asyncio

import pytest
from anyio import BrokenResourceError

from bot.local.guard import LocalGuard

SCOPE = {"type": "http", "method": "GET", "path": "/local/stream", "headers": [(b"host", b"localhost:8011")]}


def guarded(*errors):
    async def broken(scope, receive, send):
        raise ExceptionGroup("unhandled errors in a TaskGroup", [ExceptionGroup("inner", list(errors))])

    asyncio.run(LocalGuard(broken, port=8011)(SCOPE, None, None))


def test_a_window_that_is_closed_while_it_is_told_something_is_no_fault():
    guarded(BrokenResourceError())


def test_any_other_fault_of_a_stream_is_one():
    with pytest.raises(ExceptionGroup):
        guarded(BrokenResourceError(), ValueError("ours"))
