"""What the process needs of a door: a way in from a platform outside."""

from typing import Protocol

from fastapi import APIRouter


class Door(Protocol):
    """A way in that listens at addresses of ours, on a connection of its own, or both."""

    name: str

    def router(self) -> APIRouter | None:
        """Return the addresses the platform calls, if it calls us."""

    def start(self) -> None:
        """Begin to listen where we are the one who dials."""

    def stop(self, seconds: float) -> None:
        """Take nothing new, and finish what was taken as far as the time allows."""

    def troubles(self) -> list[str]:
        """Return why the door cannot be used just now, for /ready and the metrics."""
