"""What a company says of itself: its name, however it is introduced, its currency and its time zone."""

import re
from dataclasses import dataclass

from handlers.language.spans.currencies import named
from handlers.language.typed.places import zone_called
from sales.clean import clean_line

PIECES = re.compile(r"[,，、;；\n]")
TRIM = ' \t\n,:;.-，。：；、　"“”「」'
LONGEST_NAME = 80
# How a name is introduced. Capitals belong to a name ("We Are Social"), except at the beginning.
_LEAD = re.compile(
    r"(?:[Ii]t(?:['’]s| is)|[Ww]e(?:['’]re| are)(?: (?:called|named))?|[Tt]hat(?:['’]s| is)|[Ww]e call ourselves"
    r"|(?:(?:[Oo]ur|[Tt]he) )?(?:company(?:['’]s)? (?:name )?|[Nn]ame )is(?: called)?|[Cc]all (?:us|it))\s+(?=\S)"
    r"|(?:[Cc]ompany )?[Nn]ame:\s*(?=\S)"
    r"|(?:我们?|咱们?|我司|公司|企业)的?(?:公司|企业)?的?(?:全称|名称|名字|名)?(?:就?叫做?|名为|就?是)[:：]?\s*(?=\S)"
    r"|就?叫做?\s*(?=\S)|(?:公司|企业)?的?(?:全称|名称|名字|名)?(?:[:：]|改[成为叫])\s*(?=\S)"
)
_TAIL = re.compile(r"(?<=[\u3400-\u9fff])[吧哈哦啊呢]$")
# A colon before people, or somebody with somebody: a team.
_TEAM = re.compile(r"[:：]|\bteam (?:with|of|is|has)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Called:
    """A company's name, its currency and zone where they were said, and what could not be read."""

    name: str
    currency: str | None = None
    zone: str | None = None
    unread: str | None = None


def called(text: str) -> Called:
    """Read a company's name; a currency and a time zone may follow it."""
    name, *others = (piece.strip(TRIM) for piece in PIECES.split(text))
    introduced = _LEAD.match(name)
    name = _TAIL.sub("", name[introduced.end() :]) if introduced else name
    name = "" if _TEAM.search(name) else name
    currency = zone = unread = None
    for other in filter(None, others):
        if (money := named(other)) is not None:
            currency = money
        elif (place := zone_called(other)) is not None:
            zone = place
        else:
            unread = unread or clean_line(other)[:LONGEST_NAME]
    return Called(clean_line(name.strip(TRIM))[:LONGEST_NAME], currency, zone, unread)
