"""Which field a column is: what its name says in Chinese or English, and what the person importing says it is."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.importing.refusal import FileRefused
from handlers.language.spans.currencies import code_of

DEALS = (
    *("id", "title", "company", "owner", "stage", "amount", "currency", "created", "closed", "next_step", "next_at"),
    *("close_date", "product", "source", "contact", "phone", "email", "reason", "note", "code", "team", "aliases"),
)
MEMBERS = (
    *("name", "aliases", "roles", "team", "manager", "zone", "language", "email", "phone", "slack_id", "wecom_id"),
    *("started", "handle"),
)
FIELDS = {"deals": DEALS, "members": MEMBERS}

# What a column of each field is usually called, the surest name first; compared without signs, spaces and case.
NAMES = {
    "deals": {
        "id": "opportunity id|opportunityid|deal id|record id|external id|crm id|商机编号|商机id|机会编号|记录id|数据id",
        "title": "opportunity name|deal name|dealname|opportunity|deal|商机名称|商机标题|商机|机会名称|项目名称|标题",
        "company": "account name|company name|customer name|associated company|account|customer|client|organization"
        "|客户名称|公司名称|企业名称|客户|公司|单位名称|客户全称",
        "owner": "opportunity owner|deal owner|record owner|account owner|owner name|sales agent|sales rep|salesperson|rep"
        "|assigned to|负责人|商机负责人|销售负责人|销售员|业务员|跟进人|所有人|商机所有人|客户经理|归属人",
        "stage": "deal stage|sales stage|stage name|opportunity stage|dealstage|商机阶段|销售阶段|阶段|机会阶段|当前阶段",
        "amount": "deal amount|deal value|close value|value|opportunity amount|预计金额|商机金额|金额|成交金额"
        "|预计成交金额|预计销售金额|合同金额|机会金额",
        "currency": "currency code|deal currency|opportunity currency|currencyisocode|币种|货币|币别",
        "created": "created date|create date|created at|created time|created on|date created|创建时间|创建日期|录入时间"
        "|提交时间|createddate|createdate",
        "closed": "closed date|closed at|closed on|won date|成交日期|实际成交日期|结束日期|赢单日期",
        "close_date": "expected close date|close date|closing date|closedate|estimated close date|预计成交日期|预计成交时间"
        "|结单日期|预计结单日期|预计签单日期|预计签约日期|预计关闭日期|预计完成日期",
        "next_step": "next step|nextstep|next action|下一步|下一步计划|下次跟进内容|后续计划",
        "next_at": "next step date|next activity date|next follow up|next contact|下次跟进时间|下次联系时间|下次跟进日期",
        "product": "product name|products|产品|产品名称|意向产品|商品",
        "source": "lead source|leadsource|source|来源|线索来源|商机来源|客户来源|机会来源",
        "contact": "contact name|primary contact|contact person|associated contact|联系人|联系人姓名|客户联系人",
        "phone": "phone number|mobile|mobile phone|telephone|tel|电话|手机|手机号|联系电话|联系人电话|手机号码",
        "email": "e mail|email address|mail|邮箱|电子邮箱|电子邮件|邮件",
        "reason": "lost reason|loss reason|closed lost reason|reason for loss|输单原因|丢单原因|失败原因|战败原因",
        "note": "notes|description|comment|comments|remarks|备注|描述|说明|商机描述",
        "team": "team name|sales team|团队|部门|所属部门|销售团队",
        "aliases": "alias|short name|also called|customer short name|别名|简称|客户简称|公司简称",
    },
    "members": {
        "name": "full name|employee|employee name|member|user|user name|sales agent|sales rep|姓名|员工姓名|成员|名字"
        "|销售员|员工|成员姓名",
        "aliases": "alias|nickname|nick name|also called|别名|昵称|英文名|花名",
        "roles": "role|job role|角色|岗位|职务|职位",
        "team": "team name|teams|sales team|department|office|regional office|group|团队|部门|所属部门|小组|销售团队",
        "manager": "manager name|reports to|supervisor|line manager|主管|直属上级|上级|经理|直接上级|汇报对象",
        "zone": "time zone|timezone|时区",
        "language": "lang|locale|语言",
        "email": "e mail|email address|mail|work email|邮箱|电子邮箱|工作邮箱|企业邮箱",
        "phone": "phone number|mobile|mobile phone|telephone|tel|电话|手机|手机号|手机号码|联系电话",
        "slack_id": "slack id|slack user id|slack member id|slack",
        "wecom_id": "wecom id|wecom userid|企业微信账号|企业微信id|企微账号|账号|userid",
        "started": "start date|started on|hire date|joined|入职日期|入职时间|开始日期|到岗日期",
    },
}
_ASIDE = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_SIGNS = re.compile(r"[\W_]+")
_SCALES = {
    **dict.fromkeys(("千", "k", "thousand", "thousands"), 10**3),
    **dict.fromkeys(("万", "w"), 10**4),
    **dict.fromkeys(("百万", "m", "mn", "million", "millions"), 10**6),
    **dict.fromkeys(("亿",), 10**8),
}
_SCALED = re.compile(rf"({'|'.join(sorted(_SCALES, key=len, reverse=True))})?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Told:
    """What the person importing says of a file: which column is which field, and what its values mean."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def over(self, other: "Told") -> "Told":
        """Return both together; where they differ this one holds."""
        names = {**other.values, **self.values}
        return Told(
            {**other.columns, **self.columns},
            {**other.constants, **self.constants},
            {name: {**other.values.get(name, {}), **self.values.get(name, {})} for name in names},
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each field stands in a row, what amounts are counted in, and which columns are not read."""

    at: Mapping[str, int]
    constants: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    columns: Mapping[str, str]
    unread: tuple[str, ...]
    scale: int = 1
    currency: str | None = None

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """Return what a row says by field; what it leaves empty is what was said for all rows, or left out."""
        said = {name: row[at] for name, at in self.at.items() if at < len(row) and row[at]}
        for name, known in self.values.items():
            if name in said:
                cell = said[name].casefold()  # HubSpot names the pipeline behind a stage: Closed Won (Sales Pipeline)
                said[name] = known.get(cell, known.get(_ASIDE.sub("", cell).strip(), said[name]))
        return {name: cell for name, cell in {**self.constants, **said}.items() if cell}


def plan(kind: str, columns: Sequence[str], told: Told) -> Layout:
    """Return which column is which field: as told, else as its name says; refuse what names nothing that is there."""
    fields = FIELDS[kind]
    for name in (*told.columns.values(), *told.constants, *told.values):
        if name and name not in fields:
            raise FileRefused(f"there is no field {name}; the fields of {kind} are: {', '.join(fields)}")
    by_name = _by_name(columns)
    chosen: dict[str, int] = {}
    silent = set()
    for column, name in told.columns.items():
        found = by_name.get(key(column))
        if found is None:
            continue
        if len(found) > 1:
            raise FileRefused(f"there are {len(found)} columns named {column}: give them names of their own")
        silent.add(found[0])
        if name and chosen.get(name, found[0]) != found[0]:
            raise FileRefused(f"two columns are mapped to {name}: {columns[chosen[name]]} and {column}")
        if name:
            chosen[name] = found[0]
    for name, at in _guessed(kind, by_name).items():
        if name not in chosen and at not in silent and at not in chosen.values():
            chosen[name] = at
    return _layout(columns, chosen, told, silent)


def missing(told: Mapping[str, str], columns: Sequence[str]) -> list[str]:
    """Return the columns somebody mapped that the file does not have."""
    known = _by_name(columns)
    return [column for column in told if key(column) not in known]


def key(name: str) -> str:
    """Return what spellings of a column's name have in common."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def _without_aside(name: str) -> str:
    return key(_ASIDE.sub("", unicodedata.normalize("NFKC", name)))


def unknown(kind: str, columns: Sequence[str], needed: str) -> FileRefused:
    """Return the refusal of a file none of whose columns is the one a row cannot do without."""
    return FileRefused(
        f"no column says {needed}. The columns are: {', '.join(filter(None, columns))}. Say which is which, as in"
        f" --map '{next(filter(None, columns), 'Column')}={FIELDS[kind][0] if kind == 'members' else 'title'}';"
        f" the fields of {kind} are: {', '.join(FIELDS[kind])}"
    )


def _by_name(columns: Sequence[str]) -> dict[str, list[int]]:
    """Where each name stands, with what it has in brackets, or without where no column is named just so."""
    whole: dict[str, list[int]] = {}
    bare: dict[str, list[int]] = {}
    for at, column in enumerate(columns):
        if column:
            whole.setdefault(key(column), []).append(at)
            bare.setdefault(_without_aside(column), []).append(at)
    return bare | whole


def _guessed(kind: str, by_name: Mapping[str, list[int]]) -> dict[str, int]:
    guessed: dict[str, int] = {}
    for name in FIELDS[kind]:
        for word in (name, *NAMES[kind].get(name, "").split("|")):
            at = by_name.get(key(word), [])
            if len(at) == 1 and at[0] not in guessed.values():
                guessed[name] = at[0]
                break
    return guessed


def _layout(columns: Sequence[str], chosen: Mapping[str, int], told: Told, silent: set[int]) -> Layout:
    read = set(chosen.values()) | silent
    scale, currency = _counted(columns[chosen["amount"]]) if "amount" in chosen else (1, None)
    return Layout(
        at=chosen,
        constants=told.constants,
        values={name: {old.casefold(): new for old, new in known.items()} for name, known in told.values.items()},
        columns={columns[at]: name for name, at in chosen.items()},
        unread=tuple(column for at, column in enumerate(columns) if column and at not in read),
        scale=scale,
        currency=currency,
    )


def _counted(column: str) -> tuple[int, str | None]:
    """What a column counts in, as its name says in brackets: 金额(万元), Amount (USD)."""
    for aside in _ASIDE.findall(unicodedata.normalize("NFKC", column)):
        found = _SCALED.fullmatch(aside.strip().casefold())
        if found is None:
            continue
        try:
            return _SCALES.get(found[1] or "", 1), code_of(found[2], "") if found[2] else None
        except KeyError:
            continue
    return 1, None
