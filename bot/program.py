"""Everything that runs, put together once: store, voice, dispatcher, sender, ticker."""

import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import make_url

from bot.answering import Services
from bot.dispatcher import Dispatcher
from bot.doors import platforms as configured
from bot.local.platform import LocalChat
from bot.metrics import Metrics
from bot.platform import Platform, cut_by
from bot.sender import Sender
from bot.settings import Settings
from bot.turns import POSTGRES_THREADS, SQLITE_THREADS
from bot.vault import Vault
from scheduler.tick import Ticker
from storage.configs import Configs
from storage.sealing import Seals
from storage.store import Store
from templates.voice import Voice
from templates.words import Templates

# Beside the turns: sender, tick, pages, and one to spare.
MORE_CONNECTIONS = 4


@dataclass
class Program:
    """The parts of one process."""

    store: Store
    voice: Voice
    dispatcher: Dispatcher
    sender: Sender
    ticker: Ticker
    metrics: Metrics
    clock: Callable[[], datetime]
    threads: int
    platforms: Sequence[Platform]

    def close(self) -> None:
        """Give the store back."""
        self.store.close()


def build(
    settings: Settings,
    *,
    clock: Callable[[], datetime],
    local: bool,
    platforms: Sequence[Platform] = (),
    threads: int | None = None,
) -> Program:
    """Put the parts together for these settings; nothing runs yet."""
    sqlite = make_url(settings.database_url).get_backend_name() == "sqlite"
    threads = threads or (SQLITE_THREADS if sqlite else POSTGRES_THREADS)
    store = Store(settings.database_url, connections=threads + MORE_CONNECTIONS)
    metrics = Metrics()
    holder = f"{socket.gethostname()}:{os.getpid()}"
    vault = Vault(settings.key())
    platforms = [*platforms, *configured(settings, store, vault, clock)]
    inside = [LocalChat()] if local else []
    doors = [*(platform.door for platform in platforms), *(platform.door for platform in inside)]
    voice = Voice(Templates(), Configs(), doors)
    sender = Sender(store, voice, metrics, platforms=platforms, inside=inside, holder=holder, clock=clock)
    seals = Seals(vault)
    services = Services(store, voice, vault, seals, holder, frozenset(settings.webhooks()), cut_by(platforms))
    dispatcher = Dispatcher(services, metrics, clock, sender.wake)
    return Program(store, voice, dispatcher, sender, Ticker(store, voice, seals), metrics, clock, threads, platforms)
