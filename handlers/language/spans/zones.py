"""The time zone said behind or before a time of day: 2pm EST, London time, 北京时间下午2点."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_EAST, _CENTRAL, _MOUNTAIN, _PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
_LONDON, _PARIS, _HELSINKI = "Europe/London", "Europe/Paris", "Europe/Helsinki"
# Whoever writes EST in July means New York's clock, so a short name stands for a place and not for an offset.
_SHORT = {
    **dict.fromkeys(("est", "edt", "et"), _EAST),
    **dict.fromkeys(("cdt", "ct"), _CENTRAL),
    **dict.fromkeys(("mst", "mdt", "mt"), _MOUNTAIN),
    **dict.fromkeys(("pst", "pdt", "pt"), _PACIFIC),
    **dict.fromkeys(("bst",), _LONDON),
    **dict.fromkeys(("gmt", "utc"), "UTC"),
    **dict.fromkeys(("cet", "cest"), _PARIS),
    **dict.fromkeys(("eet", "eest"), _HELSINKI),
    **{"ist": "Asia/Kolkata", "sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong", "jst": "Asia/Tokyo"},
    **{
        "kst": "Asia/Seoul",
        "gst": "Asia/Dubai",
        "wib": "Asia/Jakarta",
        "ict": "Asia/Bangkok",
        "myt": "Asia/Kuala_Lumpur",
    },
    **dict.fromkeys(("aest", "aedt"), "Australia/Sydney"),
}
_PLACES = {
    **dict.fromkeys(("beijing", "shanghai", "shenzhen", "china", "北京", "上海", "中国", "国内"), "Asia/Shanghai"),
    **dict.fromkeys(("hong kong", "hk", "香港"), "Asia/Hong_Kong"),
    **dict.fromkeys(("taipei", "taiwan", "台北", "台湾"), "Asia/Taipei"),
    **dict.fromkeys(("singapore", "sg", "新加坡"), "Asia/Singapore"),
    **dict.fromkeys(("tokyo", "japan", "东京", "日本"), "Asia/Tokyo"),
    **dict.fromkeys(("seoul", "korea", "首尔", "韩国"), "Asia/Seoul"),
    **dict.fromkeys(("india", "mumbai", "delhi", "bangalore", "印度"), "Asia/Kolkata"),
    **dict.fromkeys(("dubai", "迪拜"), "Asia/Dubai"),
    **dict.fromkeys(("bangkok", "曼谷"), "Asia/Bangkok"),
    **dict.fromkeys(("sydney", "melbourne", "悉尼"), "Australia/Sydney"),
    **dict.fromkeys(("london", "uk", "伦敦", "英国"), _LONDON),
    **dict.fromkeys(("paris", "巴黎", "法国"), _PARIS),
    **dict.fromkeys(("berlin", "frankfurt", "munich", "german", "柏林", "德国"), "Europe/Berlin"),
    **dict.fromkeys(("new york", "ny", "nyc", "boston", "east coast", "eastern", "纽约", "美东"), _EAST),
    **dict.fromkeys(("chicago", "dallas", "central", "芝加哥"), _CENTRAL),
    **dict.fromkeys(("denver", "mountain"), _MOUNTAIN),
    **dict.fromkeys(
        ("san francisco", "sf", "la", "seattle", "west coast", "pacific", "旧金山", "洛杉矶", "美西"), _PACIFIC
    ),
}
_NAMES = "|".join(sorted((name for name in _PLACES if name.isascii()), key=len, reverse=True))
_HAN_NAMES = "|".join(name for name in _PLACES if not name.isascii())
_SAID = re.compile(
    rf"(?<=[0-9mn.]) ?\(?(?P<short>{'|'.join(sorted([*_SHORT, 'cst'], key=len, reverse=True))})\)?(?![a-z0-9])"
    rf"|(?: |, |\b)\(?(?P<place>{_NAMES})(?: standard| local)? time\b\)?|(?<=[ap]m) (?P<coast>eastern|pacific|central|mountain)(?![a-z])|[ (（]?(?P<han>{_HAN_NAMES})(?:当地)?时间[)）]? ?"
)
_HOUR = re.compile(r"(?:[ap]\.?m\.?|\d[:.]\d\d|(?<!\d)\d{1,2}|noon)$")


@dataclass(frozen=True, slots=True)
class Abroad:
    """A text without the zones said in it, and which zone was said where."""

    text: str
    cuts: tuple[tuple[int, int, ZoneInfo], ...]  # where in the text without them, how long they were, which zone

    def place(self, at: int) -> int:
        """Where in the whole text a place of the text without zones is."""
        return at + sum(length for start, length, _ in self.cuts if start < at)

    def around(self, start: int, end: int) -> tuple[int, int, ZoneInfo | None]:
        """A span in the places of the whole text with the zone that was said in or beside it."""
        zones = [cut for cut in self.cuts if start <= cut[0] <= end]
        if not zones:
            return self.place(start), self.place(end), None
        first = min(self.place(start), *(self._whole(cut)[0] for cut in zones))
        last = max(self.place(end), *(self._whole(cut)[1] for cut in zones))
        return first, last, zones[0][2]

    def _whole(self, cut: tuple[int, int, ZoneInfo]) -> tuple[int, int]:
        before = sum(length for start, length, _ in self.cuts if start < cut[0])
        return cut[0] + before, cut[0] + before + cut[1]


def abroad(letters: str, home: ZoneInfo) -> Abroad | None:
    """Take the zones out of a plain text, None where no time of day stands in another zone."""
    cuts: list[tuple[int, int, ZoneInfo]] = []
    kept, last = "", 0
    for said in _SAID.finditer(letters):
        zone = _zone(said, letters, home)
        if zone is None:
            continue
        kept += letters[last : said.start()]
        cuts.append((len(kept), said.end() - said.start(), zone))
        last = said.end()
    return Abroad(kept + letters[last:], tuple(cuts)) if cuts else None


def _zone(said: re.Match[str], letters: str, home: ZoneInfo) -> ZoneInfo | None:
    short = said["short"]
    if not short:
        return ZoneInfo(_PLACES[said["place"] or said["coast"] or said["han"]])
    if not _HOUR.search(letters[max(0, said.start() - 6) : said.start()]):
        return None
    if short == "cst":  # China's for who lives in China, Chicago's for everybody else
        return home if home.key.startswith("Asia/") else ZoneInfo(_CENTRAL)
    return ZoneInfo(_SHORT[short])
