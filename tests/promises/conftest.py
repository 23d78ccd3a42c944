"""A team that is also on a platform beyond our store."""

import pytest

from tests.chat import START, Chat
from tests.promises import day, network
from tests.promises.day_local import LocalDay
from tests.promises.network import Network


def on_the_network(url):
    """A team that is also on the platform."""
    with_chat: list[Chat] = []
    platform = Network(lambda: with_chat[0].now if with_chat else START)
    with Chat(url, platforms=[platform]) as chat:
        with_chat.append(chat)
        platform.chat, platform.rooms = chat, network.reaches(chat)
        yield platform


@pytest.fixture
def net(url):
    """The platform; `net.chat` is the team on it, `net.rooms` its rooms there."""
    yield from on_the_network(url)


@pytest.fixture
def quick_net(databases):
    """The same on SQLite only, for what has nothing to do with the database."""
    with databases.fresh("sqlite") as url:
        yield from on_the_network(url)


@pytest.fixture(scope="session")
def local_day(databases):
    """The day in the local chat: what everybody saw, and what is stored."""
    with databases.fresh("sqlite") as url:
        driver = LocalDay(url)
        lived = day.live(driver), driver.business()
        driver.close()
    return lived
