"""Which company the command line works for: the one the settings belong to."""

from sqlalchemy import Connection

from bot.local.reading import TENANT
from sales.values import Workspace
from storage import workspaces


def home(db: Connection) -> Workspace | None:
    """Return the workspace behind the local door; None in an empty store."""
    return workspaces.of_door(db, door="local", tenant=TENANT)
