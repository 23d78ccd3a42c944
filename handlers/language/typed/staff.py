"""What an admin writes about the company: its name and money, teams with their people, hours, stages."""

import re
from collections.abc import Callable

from handlers.language.typed.answers import answer_of
from handlers.language.typed.companies import LONGEST_NAME, PIECES, called
from handlers.language.typed.hours import only_hours, read_days, read_hours
from handlers.language.typed.slots import TO, TRIM, Line, member
from handlers.language.words import Scene
from sales.clean import clean_line
from sales.refusal import Refused
from sales.staffing import role_named

WITH_ROLES = re.compile(r"(?P<name>[^(（)）]+?)\s*[(（](?P<roles>[^)）]*)[)）]\s*")
# Raj and Kim, 小陈和老王: between people, not between the roles in brackets.
AMONG = re.compile(
    r"(?:\s+(?:and|&)\s+|(?<=[\u3400-\u9fff]{2})\s*(?:和|跟|与|还有|以及)\s*(?=[\u3400-\u9fff]{2}))(?![^(（]*[)）])",
    re.IGNORECASE,
)
BEHIND = re.compile(r"(?P<name>\S.*?)\s*(?:\s|[-–—/])\s*(?P<role>\S+)")
# A team introduced with its people and without a colon.
TEAM_WITH = re.compile(
    r"^\s*(?:the )?([^:,，]{1,40}?)(?: team (?:with|of|is|has)|(?<=[组部队])(?:里?有|包括|成员是?))\s+(?=\S)",
    re.IGNORECASE,
)
ROLES_APART = re.compile(r"\s*(?:[/+&]|\band\b|和|兼)\s*")
VISITOR = re.compile(r"(?<![\w-])[nN]-?(\d{1,18})(?![\w-])")
TOKEN = re.compile(r"\s*m(\d{1,18})\s*")
AS = re.compile(r"^\s*(?:as\b|is\b|=|就是|是|和)\s*", re.IGNORECASE)
# What answers a question of the set-up without being a name.
GO_ON = re.compile(
    r"\W*(?:next|skip|continue|go on|leave it(?:,? go on)?|that(?:['’]?s| is) (?:all|it)(?:,? go on)?|done|none|keep(?: it)?|same|no change"
    r"|(?:no|nothing) (?:more|else|other|others|further)(?: teams?| than that)?|nobody else|(?:没有?)?(?:别的|其他的?)(?:团队)?(?:了|没有?了?)"
    r"|下一步|跳过|继续|没有了|没了|就这些|就这样|没有|保持|不变|不改|不用改)\W*",
    re.IGNORECASE,
)
STOP = re.compile(
    r"\W*(?:stop|cancel|quit|abort|never ?mind|forget it|not now|later|enough|算了|取消|停(?:下|止)?|先不(?:弄|设|设置|搞)?了?|不(?:弄|设|设置|搞)了|以后再说|退出)\W*",
    re.IGNORECASE,
)
NO_NAME = re.compile(
    r"[?？]\s*$|^\W*(?:what|why|how|help|huh|hello|hi|ok|okay|yes|你好|什么|怎么|帮助|好的?|是的?)\W*$", re.IGNORECASE
)
OUTSIDE = re.compile(r"[,，、;；\n](?![^(（]*[)）])")
ONTO = re.compile(
    r"\s+(?:in)?to(?:\s+(?:team\s+)?|$)|\s+(?=t\d+$)|\s*(?:->|→|=>)\s*|\s*(?:调?[到去进]|至)\s*(?:团队\s+)?",
    re.IGNORECASE,
)
TAKEN_BY = re.compile(
    r"\s+(?=t\d+$)|[\s,，;；]+(?:(?:its |the |and )*deals? )?(?:in)?to\s+|\s*(?:->|→|=>)\s*|[\s,，;；]*(?:商机)?(?:并入|并到|归入?|转给|交给|给)\s*",
    re.IGNORECASE,
)
NOBODYS = re.compile(r"none|no team|nobody(?:'s)?|无|没有团队|不属于任何团队|不归任何团队", re.IGNORECASE)
# A team is called by few words: no address or number, and nothing that is a whole sentence.
NO_TEAM = re.compile(
    r"^[\W\d_]*$|[@/\\]|[.!。！]\s*\S|\d{5}|^(?:i|we|there|it)\b|^(?:我|我们|公司|这里)?一?共?有", re.IGNORECASE
)
MOST_WORDS = 6
MOST_PEOPLE = 100
# What our own buttons say in Chinese.
PRESETS_SAID = {"short": "简版", "standard": "标准版", "long": "企业版"}
PRESETS_NAMED = {
    "short": re.compile(r"\b(?:short(?:est)?|simple|three|3|start-?up)\b|简|三|短|3"),
    "standard": re.compile(r"\b(?:standard|normal|default|medium|growth|seven|7)\b|标准|七|中|7"),
    "long": re.compile(r"\b(?:long(?:est)?|enterprise|nine|9|key project)\b|企业|大项目|长|九|9"),
}


# Who says who they are, as the guide of a platform tells them to, names no company.
OF_MYSELF = re.compile(r"\s*(?:我是|我叫|本人|(?:i am|i'm|my name is)\b)", re.IGNORECASE)


def company(line: Line, scene: Scene) -> None:
    """Read the company's name; a currency and a time zone may follow it."""
    if _goes_on(line, kept=True):
        return
    said = called(line.rest)
    if not said.name or NO_NAME.search(line.rest) or OF_MYSELF.match(line.rest):
        raise Refused("company_needed")
    if said.unread is not None:
        raise Refused("company_unclear", part=said.unread)
    line.said |= {"title": said.name, "currency": said.currency, "zone": said.zone}


def team(line: Line, scene: Scene) -> None:
    """Read a team's name and, after a colon, its people with their roles in brackets."""
    if _goes_on(line, kept=False):
        return
    if only_hours(line.rest):
        raise Refused("team_is_hours", hours=clean_line(line.rest)[:LONGEST_NAME])
    name, _, rest = TEAM_WITH.sub(r"\1: ", line.rest.replace("：", ":", 1), count=1).partition(":")
    line.said["title"] = clean_line(name.strip(TRIM))[:LONGEST_NAME]
    if not line.said["title"] or NO_NAME.search(line.rest) or _is_no_team(name.strip(TRIM)):
        raise Refused("team_needed")
    pieces = [piece.strip(TRIM) for piece in OUTSIDE.split(AMONG.sub(",", rest))]
    people = tuple(_person(piece) for piece in pieces if piece)
    if len(people) > MOST_PEOPLE:
        raise Refused("team_too_many", most=MOST_PEOPLE)
    line.said["people"] = people


def moved(line: Line, scene: Scene) -> None:
    """Read who goes to which team; a line that begins with nobody's name is no such line."""
    name, _, team = _parted(ONTO, line.rest)
    line.rest = name or line.rest
    if not line.rest:
        raise Refused("move_needed")
    if token := TOKEN.fullmatch(line.rest):
        line.said["who"], line.rest = int(token[1]), ""
    else:
        line.said["who"] = member(line, scene)
    nothing(line, scene)
    if not team:
        raise Refused("move_needed")
    line.said["team"] = team


def closing(line: Line, scene: Scene) -> None:
    """Read which team ends, and which one takes its deals when that is said."""
    name, _, into = _parted(TAKEN_BY, line.rest)
    line.said["title"] = name or clean_line(line.rest).strip(TRIM)[:LONGEST_NAME]
    if not line.said["title"]:
        raise Refused("team_remove_needed")
    line.said["team"] = into or None


def of_team(line: Line, scene: Scene) -> None:
    """Read whose room this is: a team's, or nobody's."""
    asked = clean_line(line.rest).strip(TRIM)
    line.said |= {"choice": "none"} if NOBODYS.fullmatch(asked) else {"title": asked[:LONGEST_NAME]}


def roles(line: Line, scene: Scene) -> None:
    """Read which roles somebody shall have."""
    written = [word for word in PIECES.split(re.sub(ROLES_APART, ",", line.rest)) if word.strip(TRIM)]
    line.said["roles"] = tuple(_role(word.strip(TRIM)) for word in written)
    if not written:
        raise Refused("role_unknown", asked="")


def hours(line: Line, scene: Scene) -> None:
    """Read working hours and days; days that are not named stay as they are."""
    if _goes_on(line, kept=True):
        return
    found = read_hours(line.rest)
    if not found:
        raise Refused("hours_unreadable")
    line.said["hours"] = found
    line.said["days"] = read_days(line.rest) or None


def preset(line: Line, scene: Scene) -> None:
    """Find one of the playbooks that come with Baton."""
    asked = clean_line(line.rest).strip(TRIM).casefold()
    if STOP.fullmatch(asked):
        line.said["choice"] = "stop"
        return
    if GO_ON.fullmatch(asked):
        line.said["choice"] = "next"
        return
    found = {name for name, words in PRESETS_NAMED.items() if words.search(asked)}
    if len(found) != 1:
        raise Refused("preset_unknown")
    line.said["choice"] = found.pop()


def country(line: Line, scene: Scene) -> None:
    """Take the country whose public holidays count, or none."""
    asked = clean_line(line.rest).strip(TRIM)
    line.said["choice"] = COUNTRIES.get(asked.casefold(), asked.upper())


COUNTRIES = {
    **dict.fromkeys(("none", "no", "off", "无", "不算", "没有"), "none"),
    **dict.fromkeys(("china", "中国", "大陆"), "CN"),
    **dict.fromkeys(("hong kong", "香港"), "HK"),
    **dict.fromkeys(("singapore", "新加坡"), "SG"),
    **dict.fromkeys(("usa", "united states", "美国"), "US"),
    **dict.fromkeys(("uk", "united kingdom", "英国"), "GB"),
    **dict.fromkeys(("germany", "德国"), "DE"),
    **dict.fromkeys(("japan", "日本"), "JP"),
}


def visitor(line: Line, scene: Scene) -> None:
    """Find who wrote to us by the code they have until they are known."""
    found = VISITOR.search(line.rest)
    if found is None:
        raise Refused("newcomer_unknown")
    line.said["visitor"] = int(found[1])
    line.take(found.start(), found.end())


def into(line: Line, scene: Scene) -> None:
    """Take the team somebody comes into, when one is named."""
    name = clean_line(TO.sub("", line.rest, count=1) if TO.match(line.rest) else line.rest).strip(TRIM)
    if name:
        line.said["team"] = name[:LONGEST_NAME]


def same_as(line: Line, scene: Scene) -> None:
    """Find which colleague somebody is."""
    line.rest = AS.sub("", line.rest, count=1)
    if token := TOKEN.fullmatch(line.rest):
        line.said["who"] = int(token[1])
    elif line.rest.strip(TRIM):
        line.said["who"] = member(line, scene)
    else:
        raise Refused("member_needed", field="to")


def nothing(line: Line, scene: Scene) -> None:
    """Refuse when more was said than a name: it may be somebody else's."""
    if line.rest:
        raise Refused("member_unknown_name", name=clean_line(line.whole)[:LONGEST_NAME])


def step(line: Line, scene: Scene) -> None:
    """Take the step of the set-up that is meant."""
    line.said["choice"] = clean_line(line.rest).strip(TRIM).casefold() or None


def _parted(joint: re.Pattern[str], text: str) -> tuple[str, str, str]:
    """What stands before and behind the last joint of a text; nothing where it has none."""
    found = [*joint.finditer(text)]
    if not found:
        return "", "", ""
    last = found[-1]
    before, after = text[: last.start()], text[last.end() :]
    return clean_line(before).strip(TRIM), last[0], clean_line(after).strip(TRIM)[:LONGEST_NAME]


def _goes_on(line: Line, *, kept: bool) -> bool:
    """Whether a question of the set-up is passed over or all are left; a yes passes over one that showed what is `kept`."""
    said = answer_of(line.rest)
    if STOP.fullmatch(line.rest):
        line.said["choice"] = "stop"
        return True
    if GO_ON.fullmatch(line.rest) is None and said != 0 and not (kept and said == "yes"):
        return False
    line.said["choice"] = "next"
    return True


def _is_no_team(name: str) -> bool:
    return bool(PIECES.search(name) or NO_TEAM.search(name)) or len(name.split()) > MOST_WORDS


def _person(piece: str) -> tuple[str, tuple[str, ...]]:
    found = WITH_ROLES.fullmatch(piece)
    if found is None:
        name, role = _with_role(clean_line(piece.lstrip("@")))
        return name[:LONGEST_NAME], (role,)
    written = [word for word in PIECES.split(ROLES_APART.sub(",", found["roles"])) if word.strip(TRIM)]
    return clean_line(found["name"].lstrip("@"))[:LONGEST_NAME], tuple(_role(word.strip(TRIM)) for word in written)


def _with_role(piece: str) -> tuple[str, str]:
    """A name and the role behind it without brackets: 小陈 售前, Raj - presales."""
    behind = BEHIND.fullmatch(piece)
    role = behind and role_named(behind["role"])
    return (behind["name"], role) if behind and role else (piece, "rep")


def _role(word: str) -> str:
    role = role_named(word)
    if role is None:
        raise Refused("role_unknown", asked=clean_line(word)[:40])
    return role


STAFF_SLOTS: dict[str, Callable[[Line, Scene], None]] = {
    function.__name__: function
    for function in (
        *(company, team, roles, hours, preset, country, nothing, step),
        *(visitor, into, same_as),
        *(moved, closing, of_team),
    )
}
