"""Who works here: the roles people have and what they are called."""

from collections.abc import Collection

from sales.clean import clean_line

# role -> what people write for it
ROLE_WORDS = {
    "rep": (
        "rep",
        "sales",
        "sales rep",
        "sales agent",
        "account manager",
        "account executive",
        "客户经理",
        "销售",
        "业务员",
    ),
    "sdr": ("sdr", "bdr", "lead specialist", "线索专员", "电销"),
    "presales": ("presales", "pre-sales", "solution engineer", "售前", "产品", "解决方案", "方案"),
    "legal": ("legal", "lawyer", "法务", "律师"),
    "delivery": ("delivery", "implementation", "交付", "实施"),
    "marketing": ("marketing", "市场"),
    "success": ("success", "customer success", "csm", "客户成功"),
    "manager": ("manager", "sales manager", "team lead", "lead", "主管", "经理", "销售经理", "销售主管"),
    "director": ("director", "sales director", "vp", "总监", "销售总监", "老板"),
    "admin": ("admin", "administrator", "管理员"),
}


def role_named(word: str) -> str | None:
    """Return the role somebody calls by this word."""
    folded = clean_line(word).casefold()
    return next((role for role, words in ROLE_WORDS.items() if folded in words), None)


def handle_for(name: str, taken: Collection[str]) -> str:
    """Return a short name for programs that nobody has yet."""
    base = "".join(letter for letter in name.casefold() if letter.isalnum())[:30] or "member"
    numbered = (f"{base}{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(handle for handle in numbered if handle not in taken)
