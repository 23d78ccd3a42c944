"""What of a customer's contact a group may read."""

import re

DIGITS = re.compile(r"\d")


def masked(contact: str) -> str:
    """Return a phone or mail with its middle hidden: 139****9000, b***@acme.com."""
    name, at, host = contact.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    if len(DIGITS.findall(contact)) < 7:
        return "****" if contact else ""
    return f"{contact[:3]}****{contact[-4:]}"
