"""In which country a clock ticks."""

from babel.core import get_global


def country_of(zone: str) -> str | None:
    """Return the ISO code of the country a time zone lies in, when it lies in one."""
    found = get_global("zone_territories").get(zone)
    return found if isinstance(found, str) and found.isalpha() else None
