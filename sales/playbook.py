"""The stages a deal passes, and the playbooks that come with Baton."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a playbook; while it lies before qualification the deal is a lead; `days` may be spent in it."""

    key: str
    zh: str
    en: str
    probability: int
    lead: bool = False
    words: tuple[str, ...] = ()
    days: int = 10


STAGES = (
    Stage("new", "新线索", "New", 5, True, ("线索", "lead"), 2),
    Stage("contacted", "已联系", "Contacted", 10, True, ("联系",), 5),
    Stage("qualified", "需求确认", "Qualified", 25, False, ("需求", "qualification"), 10),
    Stage("proposal", "方案报价", "Proposal", 45, False, ("方案", "报价", "quote"), 10),
    Stage("negotiation", "商务谈判", "Negotiation", 65, False, ("谈判", "商务"), 15),
    Stage("contract", "签约", "Contract", 85, False, ("合同", "signing"), 10),
    Stage("delivery", "交付", "Delivery", 100, False, ("实施",), 30),
)


# The playbooks that come with Baton, by their length.
PRESETS: dict[str, tuple[Stage, ...]] = {
    "short": (
        Stage("new", "线索", "Lead", 10, True, ("新线索", "new")),
        Stage("proposal", "方案报价", "Proposal", 50, False, ("方案", "报价", "quote")),
        Stage("contract", "签约", "Contract", 85, False, ("合同", "signing")),
    ),
    "standard": STAGES,
    "long": (
        *STAGES[:3],
        Stage("trial", "方案验证", "Trial", 35, False, ("验证", "试点", "poc", "pilot")),
        *STAGES[3:4],
        Stage("review", "评审招标", "Review", 55, False, ("评审", "招标", "tender")),
        *STAGES[4:],
    ),
}
