"""What helps against a post that can never be delivered, where its platform did not say."""

import re
from collections.abc import Mapping

# A fault nobody foresaw is stored under its exception's name; platforms write their reasons otherwise.
EXCEPTION = re.compile(r"[A-Z][A-Za-z]+")

# What keeps every post of a door from leaving: nobody need hear of it once for each room and person.
EVERYWHERE = ("reinstall",)
# What keeps one person from being reached: whoever leads them can tell why.
OF_PERSON = ("gone", "wecom_range", "wecom_licence", "wecom_chat")
WECOM = (
    *("wecom_ids", "wecom_address", "wecom_rights", "wecom_range"),
    *("wecom_licence", "wecom_webhook", "wecom_bot", "wecom_chat", "wecom_way"),
)
# Cures whose words stand in the template; `fault` is our own.
KNOWN = ("invite", "archived", "reinstall", "scope", "gone", "restricted", "fault", *WECOM)


def facts(door: str, error: str, *, cure: str = "") -> Mapping[str, object]:
    """Return what the words of a cure need: the platform's own advice, else whose fault it is."""
    ours = cure == "fault" or EXCEPTION.fullmatch(error) is not None
    return {"door": door, "error": error, "cure": "" if cure == "fault" else cure, "ours": ours}
