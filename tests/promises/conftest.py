"""A team that is also on a platform beyond our store."""

import pytest

from tests.chat import START, Chat
from tests.promises import network
from tests.promises.network import Network


@pytest.fixture
def net(url):
    """The platform; `net.chat` is the team on it, `net.rooms` its rooms there."""
    with_chat: list[Chat] = []
    platform = Network(lambda: with_chat[0].now if with_chat else START)
    with Chat(url, platforms=[platform]) as chat:
        with_chat.append(chat)
        platform.chat, platform.rooms = chat, network.reaches(chat)
        yield platform
