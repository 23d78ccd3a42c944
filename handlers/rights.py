"""Who may do what: role and scope of a command, held against a member and a deal."""

from sales.values import Deal, Member

ROLES = (
    "rep",
    "sdr",
    "presales",
    "legal",
    "delivery",
    "marketing",
    "success",
    "manager",
    "director",
    "admin",
)
EVERYBODY = frozenset(ROLES)
# Who may take a deal; once it is theirs, by whatever way, they may do everything on it.
SELLERS = frozenset({"rep", "sdr", "success", "manager", "director"})
LEADERS = frozenset({"manager", "director"})
ADMINS = frozenset({"admin"})
HOSTS = LEADERS | ADMINS
DECIDERS = frozenset({"director", "admin"})
SCOPES = ("own", "team", "all")


def reaches(member: Member, scope: str, deal: Deal) -> bool:
    """Whether a member's rights of this scope extend to a deal: own includes cover, managers and directors."""
    if scope == "all" or "director" in member.roles:
        return True
    if "manager" in member.roles and deal.team.id in member.teams:
        return True
    return scope == "own" and deal.owner is not None and deal.owner.id in {member.id, *member.covers}


def sees_all(member: Member, deal: Deal, *, concerned: bool = False) -> bool:
    """Whether a member may see more of a deal than code, customer, stage and owner; helpers and those asked may."""
    return concerned or deal.team.id in member.teams or deal.created_by == member.id or reaches(member, "own", deal)


def sees_contact(member: Member, deal: Deal, *, private: bool, helps: bool = False) -> bool:
    """Whether phone and mail are shown in full: to who works the deal, in private, and to nobody while it is pooled."""
    return private and deal.owner is not None and (helps or reaches(member, "own", deal))
