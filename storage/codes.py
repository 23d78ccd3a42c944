"""One-time codes: six digits, kept as a hash, good once and for some minutes."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete
from sqlalchemy.dialects.postgresql import insert

from storage.tables import codes
from storage.types import Instant

DIGITS = 6
# So that trying all codes against a stolen store takes hours, where a code lives for minutes.
COST = {"n": 2**13, "r": 8, "p": 1}
NEW = insert(codes).on_conflict_do_nothing().returning(codes.c.hash)
FORGET = delete(codes).where(codes.c.member == bindparam("whose"))
USE = (
    delete(codes)
    .where(codes.c.workspace == bindparam("of_workspace"), codes.c.hash == bindparam("of_hash"))
    .where(codes.c.until > bindparam("at", type_=Instant()))
    .returning(codes.c.member)
)


def new(db: Connection, *, workspace: int, member: int, until: datetime) -> str:
    """Return a fresh code of a member; those they had are void."""
    db.execute(FORGET, {"whose": member})
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        row = {"workspace": workspace, "hash": _hash(workspace, code), "member": member, "until": until}
        if db.execute(NEW, row).first() is not None:
            return code


def use(db: Connection, *, workspace: int, code: str, now: datetime) -> int | None:
    """Return whose code this is, and take it; None when it is nobody's or too old."""
    asked = {"of_workspace": workspace, "of_hash": _hash(workspace, code), "at": now}
    return db.execute(USE, asked).scalar()


def _hash(workspace: int, code: str) -> str:
    return hashlib.scrypt(code.encode(), salt=f"baton:{workspace}".encode(), dklen=32, **COST).hex()
