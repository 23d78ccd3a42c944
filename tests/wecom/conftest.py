"""A corp with a clock that stands still."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.wecom.bots import ApiBot, CallbackBot, SocketBot
from tests.wecom.emulator import Wecom


class Clock:
    """Stands still until told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def wecom(clock):
    with Wecom(clock) as wecom:
        wecom.person("li", "李娜")
        wecom.person("WangFang", "王芳", opaque=True)
        wecom.person("guest", "客人", in_range=False)
        wecom.person("chen", "陈晨", licensed=False)
        wecom.group("东区", "li", "WangFang", webhooks=("east",))
        yield wecom


@pytest.fixture
def bot(wecom):
    return ApiBot(wecom)


@pytest.fixture
def key(wecom):
    return wecom.corp.group("东区").webhooks["east"]


@pytest.fixture
def line(wecom):
    with SocketBot(wecom) as line:
        yield line


@pytest.fixture
def called(wecom):
    """A bot behind the JSON callback."""
    with CallbackBot(wecom.bot_cipher) as called:
        wecom.calls_bot(called.url)
        yield called


@pytest.fixture
def app(wecom):
    """A bot behind the app's XML callback."""
    with CallbackBot(wecom.app_cipher, xml=True) as app:
        wecom.calls_app(app.url)
        yield app
