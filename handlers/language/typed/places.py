"""Time zones as people call them: by their name, their city, or the country that has only one."""

from functools import cache
from zoneinfo import available_timezones

_CALLED = {
    **dict.fromkeys(("beijing", "china", "shenzhen", "北京", "上海", "深圳", "中国", "国内"), "Asia/Shanghai"),
    **dict.fromkeys(("香港", "hk"), "Asia/Hong_Kong"),
    **dict.fromkeys(("台北", "台湾", "taiwan"), "Asia/Taipei"),
    "新加坡": "Asia/Singapore",
    **dict.fromkeys(("东京", "日本", "japan"), "Asia/Tokyo"),
    **dict.fromkeys(("首尔", "韩国", "korea"), "Asia/Seoul"),
    **dict.fromkeys(("india", "mumbai", "delhi", "bangalore", "印度"), "Asia/Kolkata"),
    "悉尼": "Australia/Sydney",
    **dict.fromkeys(("伦敦", "英国", "uk"), "Europe/London"),
    "巴黎": "Europe/Paris",
    **dict.fromkeys(("柏林", "德国", "germany", "munich", "frankfurt"), "Europe/Berlin"),
    **dict.fromkeys(
        ("ny", "nyc", "boston", "washington", "miami", "eastern", "east coast", "纽约", "美东"), "America/New_York"
    ),
    **dict.fromkeys(("dallas", "houston", "central", "芝加哥"), "America/Chicago"),
    "mountain": "America/Denver",
    **dict.fromkeys(
        ("san francisco", "sf", "la", "seattle", "pacific", "west coast", "旧金山", "洛杉矶", "美西"),
        "America/Los_Angeles",
    ),
}


def zone_called(text: str) -> str | None:
    """Return the time zone a text means."""
    asked = text.strip().casefold().removesuffix("时间").removesuffix(" time").strip()
    return _CALLED.get(asked) or _zones().get(asked.replace(" ", "_"))


@cache
def _zones() -> dict[str, str]:
    """Every zone by its name; those of a continent by their city as well."""
    names = sorted(available_timezones())
    cities = {name.rpartition("/")[2].casefold(): name for name in names if name.count("/") == 1 and name[:3] != "Etc"}
    return cities | {name.casefold(): name for name in names}
