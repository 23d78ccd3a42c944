"""Who may do what on which deal: the table, written down once more from what was promised, and tried whole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.commands import COMMANDS
from handlers.rights import ROLES
from sales.values import Person as Named
from storage import changes, deals
from storage.history import Origin
from tests.chat import PEOPLE, START, Chat, Person

# For which deals a role may: O its own, T one of its team with another owner, P its team's in the pool,
# X one of another team, Q another team's in the pool, * any or none is needed, - never.
TABLE = """
command               rep  sdr  presales legal delivery marketing success manager director admin
lead_create           *    *    *        *     *        *         *       *       *        *
lead_create_anyway    *    *    *        *     *        *         *       *       *        *
lead_claim            *    *    -        -     -        -         *       *       *        -
lead_release          O    O    O        O     O        O         O       OTP     OTPXQ    O
lead_assign           -    -    -        -     -        -         -       OTP     OTPXQ    -
lead_transfer         O    O    O        O     O        O         O       OTP     OTPXQ    O
help_request          O    O    O        O     O        O         O       OTP     OTPXQ    O
request_take          *    *    *        *     *        *         *       *       *        *
request_answer        *    *    *        *     *        *         *       *       *        *
request_accept        *    *    *        *     *        *         *       *       *        *
request_decline       *    *    *        *     *        *         *       *       *        *
request_withdraw      *    *    *        *     *        *         *       *       *        *
contract_request      O    O    O        O     O        O         O       OTP     OTPXQ    O
contract_terms        *    *    *        *     *        *         *       *       *        *
contract_sign_off     *    *    *        *     *        *         *       *       *        *
handover              O    O    O        O     O        O         O       OTP     OTPXQ    O
handover_check        *    *    *        *     *        *         *       *       *        *
handover_uncheck      *    *    *        *     *        *         *       *       *        *
handover_line         *    *    *        *     *        *         *       *       *        *
collab_add            O    O    O        O     O        O         O       OTP     OTPXQ    O
collab_remove         O    O    O        O     O        O         O       OTP     OTPXQ    O
request_status        *    *    *        *     *        *         *       *       *        *
open_requests         *    *    *        *     *        *         *       *       *        *
quote_request         O    O    O        O     O        O         O       OTP     OTPXQ    O
quote_take            *    *    *        *     *        *         *       *       *        *
quote_offer           *    *    *        *     *        *         *       *       *        *
quote_decline         *    *    *        *     *        *         *       *       *        *
quote_decision        *    *    *        *     *        *         *       *       *        *
quote_return          *    *    *        *     *        *         *       *       *        *
quote_sent            *    *    *        *     *        *         *       *       *        *
quote_accepted        *    *    *        *     *        *         *       *       *        *
quote_refused         *    *    *        *     *        *         *       *       *        *
quote_withdraw        *    *    *        *     *        *         *       *       *        *
quote_status          *    *    *        *     *        *         *       *       *        *
quotes                *    *    *        *     *        *         *       *       *        *
contacted             O    O    O        O     O        O         O       OTP     OTPXQ    O
deal_alias            O    O    O        O     O        O         O       OTP     OTPXQ    O
progress_update       O    O    O        O     O        O         O       OTP     OTPXQ    O
deal_won              O    O    O        O     O        O         O       OTP     OTPXQ    O
deal_lost             O    O    O        O     O        O         O       OTP     OTPXQ    O
undo                  *    *    *        *     *        *         *       *       *        *
correct               O    O    O        O     O        O         O       OTP     OTPXQ    O
deal_status           *    *    *        *     *        *         *       *       *        *
who_owns              *    *    *        *     *        *         *       *       *        *
my_deals              *    *    *        *     *        *         *       *       *        *
pool                  *    *    *        *     *        *         *       *       *        *
pipeline              *    *    *        *     *        *         *       *       *        *
deals_of              *    *    *        *     *        *         *       *       *        *
stale                 *    *    *        *     *        *         *       *       *        *
my_stale              *    *    *        *     *        *         *       *       *        *
overdue               *    *    *        *     *        *         *       *       *        *
my_overdue            *    *    *        *     *        *         *       *       *        *
agenda                *    *    *        *     *        *         *       *       *        *
forecast              *    *    *        *     *        *         *       *       *        *
closing               *    *    *        *     *        *         *       *       *        *
conversion_rate       *    *    *        *     *        *         *       *       *        *
won                   *    *    *        *     *        *         *       *       *        *
lost                  *    *    *        *     *        *         *       *       *        *
response_time         *    *    *        *     *        *         *       *       *        *
goal_set              -    -    -        -     -        -         -       *       *        -
goal_gap              *    *    *        *     *        *         *       *       *        *
goals                 *    *    *        *     *        *         *       *       *        *
rate_set              -    -    -        -     -        -         -       -       *        *
rates                 *    *    *        *     *        *         *       *       *        *
history               OTP  OTP  OTP      OTP   OTP      OTP       OTP     OTP     OTPXQ    OTP
read_on               *    *    *        *     *        *         *       *       *        *
leaderboard           *    *    *        *     *        *         *       *       *        *
points                *    *    *        *     *        *         *       *       *        *
points_rules          *    *    *        *     *        *         *       *       *        *
kudos                 *    *    *        *     *        *         *       *       *        *
praise_off            *    *    *        *     *        *         *       *       *        *
praise_on             *    *    *        *     *        *         *       *       *        *
award_nominate        *    *    *        *     *        *         *       *       *        *
award_vote            *    *    *        *     *        *         *       *       *        *
awards                *    *    *        *     *        *         *       *       *        *
award_open            -    -    -        -     -        -         -       *       *        *
award_close           -    -    -        -     -        -         -       *       *        *
award_cancel          -    -    -        -     -        -         -       *       *        *
cover_set             *    *    *        *     *        *         *       *       *        *
back                  *    *    *        *     *        *         *       *       *        *
who_is_away           *    *    *        *     *        *         *       *       *        *
standup_answer        *    *    *        *     *        *         *       *       *        *
standup_missing       *    *    *        *     *        *         *       *       *        *
digest                -    -    -        -     -        -         -       *       *        -
my_day                *    *    *        *     *        *         *       *       *        *
mornings_off          *    *    *        *     *        *         *       *       *        *
mornings_on           *    *    *        *     *        *         *       *       *        *
rhythm                *    *    *        *     *        *         *       *       *        *
language              *    *    *        *     *        *         *       *       *        *
zone                  *    *    *        *     *        *         *       *       *        *
people                *    *    *        *     *        *         *       *       *        *
setup                 -    -    -        -     -        -         -       -       -        *
company               -    -    -        -     -        -         -       -       -        *
team                  -    -    -        -     -        -         -       -       -        *
team_move             -    -    -        -     -        -         -       -       -        *
team_remove           -    -    -        -     -        -         -       -       -        *
roles                 -    -    -        -     -        -         -       -       -        *
member_left           -    -    -        -     -        -         -       -       -        *
bind                  *    *    *        *     *        *         *       *       *        *
admit                 -    -    -        -     -        -         -       *       *        *
same_person           -    -    -        -     -        -         -       *       *        *
unbind                *    *    *        *     *        *         *       *       *        *
room                  -    -    -        -     -        -         -       -       -        *
webhook               -    -    -        -     -        -         -       -       -        *
hours                 -    -    -        -     -        -         -       -       -        *
holidays              -    -    -        -     -        -         -       -       -        *
stages                -    -    -        -     -        -         -       -       -        *
form                  *    *    *        *     *        *         *       *       *        *
explain               *    *    *        *     *        *         *       *       *        *
help                  *    *    *        *     *        *         *       *       *        *
"""
KINDS = "OTPXQ"
# Who sees all of a deal, and not only code, customer, stage and owner.
SEES_ALL = {role: "OTPXQ" if role == "director" else "OTP" for role in ROLES}
NO = {"not_your_role", "not_your_deal", "history_not_yours"}


def table():
    """The table by command and role."""
    head, *lines = (line.split() for line in TABLE.strip().splitlines())
    return {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}


class Rights(Chat):
    """A team with one person of each role, and deals of every kind for each of them."""

    def __init__(self, url):
        super().__init__(
            url, people=(*PEOPLE, *(Person(f"the-{role}", role.title(), (role,), "east") for role in ROLES))
        )
        self.said = []
        render = self.program.voice.templates.render

        def remembers(name, *more):
            self.said.append(name)
            return render(name, *more)

        self.program.voice.templates.render = remembers

    def deal(self, kind, who):
        """A fresh deal of a kind, as this person sees it."""
        owner = {"O": who, "T": "zhang", "X": "tom"}.get(kind)
        code = self.has_deal("Acme", room="us" if kind in "XQ" else "east")
        if owner is not None:
            with self.store.write() as db:
                before = deals.locked(db, workspace=self.workspace, code=code)
                person = Named(self.members[owner], self.people[owner].name)
                after = replace(before, owner=person, claimed_at=self.now)
                changes.change_deal(db, before, after, "assigned", origin=Origin(self.workspace, None, self.now))
        return code

    def is_told(self, who, words, *, room="east"):
        """The name of what somebody is answered."""
        self.said.clear()
        self.handle(who, words, room=room)
        return self.said[0]


@pytest.fixture
def rights(databases):
    with databases.fresh("sqlite") as url, Rights(url) as chat:
        yield chat


def test_the_table_speaks_of_every_command_and_role():
    assert (list(table()), {tuple(row) for row in table().values()}) == (
        [command.intent for command in COMMANDS],
        {ROLES},
    )


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_exactly_what_the_table_says(rights, role):
    may = {intent: row[role] for intent, row in table().items()}
    found = dict.fromkeys(may, "")
    for command in COMMANDS:
        needs_deal = "D-1001" in command.example
        for kind in KINDS if needs_deal else "*":
            code = rights.deal(kind, f"the-{role}") if needs_deal else ""
            words = command.example.replace("D-1001", code).replace("Li Na", "Li")
            if rights.is_told(f"the-{role}", words) not in NO:
                found[command.intent] += kind
    assert {intent: {"OTPXQ": "*", "": "-"}.get(kinds, kinds) for intent, kinds in found.items()} == {
        intent: {"OTPXQ": "*"}.get(kinds, kinds) for intent, kinds in may.items()
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_all_of_the_deals_it_should_and_little_of_the_others(rights, role):
    seen = {}
    for kind in KINDS:
        code = rights.deal(kind, f"the-{role}")
        seen[kind] = rights.is_told(f"the-{role}", f"show {code}")
    assert seen == {kind: "deal_full" if kind in SEES_ALL[role] else "deal_short" for kind in KINDS}


def test_who_stands_in_may_do_everything_on_the_deals_of_who_is_away_and_only_then(rights):
    code = rights.deal("T", "li")
    assert rights.is_told("li", f"progress {code} note news") == "not_your_deal"
    rights.handle("zhang", "leave tomorrow to Friday, cover Li")
    assert rights.is_told("li", f"progress {code} note news") == "not_your_deal"
    rights.now += timedelta(days=1)
    assert rights.is_told("li", f"progress {code} note news") == "progress_done"
    rights.now = START + timedelta(days=7)
    assert rights.is_told("li", f"progress {code} note news") == "not_your_deal"


FULL, MASKED, NONE = ("13900139000", "bob@acme.com"), ("139****9000", "b***@acme.com"), ()
# What each audience reads of phone and mail, by kind of deal, in private; in a room nobody reads more than MASKED.
READS = {
    "the-rep": {"O": FULL, "T": MASKED, "P": MASKED, "X": NONE, "Q": NONE},
    "the-presales": {"O": FULL, "T": MASKED, "P": MASKED, "X": NONE, "Q": NONE},
    "the-admin": {"O": FULL, "T": MASKED, "P": MASKED, "X": NONE, "Q": NONE},
    "the-manager": {"O": FULL, "T": FULL, "P": MASKED, "X": NONE, "Q": NONE},
    "the-director": {"O": FULL, "T": FULL, "P": MASKED, "X": FULL, "Q": MASKED},
}


@pytest.mark.parametrize("room", [None, "east"])
@pytest.mark.parametrize("who", READS)
def test_phone_and_mail_are_read_in_full_by_who_works_the_deal_in_private_and_never_in_the_pool(rights, who, room):
    read = {kind: contact_read(rights, who, has_contact(rights, rights.deal(kind, who)), room) for kind in KINDS}
    assert read == {kind: MASKED if room and shown else shown for kind, shown in READS[who].items()}


def test_who_stands_in_reads_phone_and_mail_in_full_while_they_do(rights):
    code = has_contact(rights, rights.deal("T", "li"))
    assert contact_read(rights, "li", code, None) == MASKED
    rights.says("zhang", "leave today to Friday, cover Li")
    assert contact_read(rights, "li", code, None) == FULL
    rights.says("zhang", f"release {code} too far away")
    assert contact_read(rights, "li", code, None) == MASKED


def has_contact(rights, code):
    """Give a deal a phone and a mail; return its code."""
    with rights.store.write() as db:
        before = deals.locked(db, workspace=rights.workspace, code=code)
        after = replace(before, phone=FULL[0], email=FULL[1])
        changes.change_deal(db, before, after, "imported", origin=Origin(rights.workspace, None, rights.now))
    rights.news()
    return code


def contact_read(rights, who, code, room):
    """What somebody is shown of a deal's phone and mail."""
    (shown,) = rights.says(who, f"show {code}", room=room)
    return tuple(contact for contact in (*FULL, *MASKED) if contact in shown.text)


def test_the_one_who_presses_is_the_one_who_is_checked(rights):
    rights.deal("O", "li")
    code = rights.deal("O", "li")
    (answer, *_) = [post for post in rights.says("li", f"progress {code} note news") if "Undo" in post.buttons]
    assert rights.is_told("tom", answer.buttons["Undo"]) in {"undo_not_yours", *NO}
    assert rights.is_told("zhang", f"won {code}") == "not_your_deal"


@pytest.mark.parametrize("handed", ["assigned", "accepted", "covered"])
def test_rights_follow_the_baton_whatever_the_role_of_who_holds_it(rights, handed):
    code = rights.deal("T", "li")
    if handed == "assigned":
        rights.handle("mei", f"assign {code} to Presales")
    elif handed == "accepted":
        rights.handle("zhang", f"transfer {code} to Presales")
        assert rights.is_told("the-presales", "accept R-1") == "transfer_taken"
    else:
        rights.handle("zhang", "leave today to Friday, cover Presales")
        rights.now += timedelta(hours=1)
    assert [
        rights.is_told("the-presales", words)
        for words in (f"contacted {code}", f"progress {code} stage proposal", f"won {code} $30k", "undo")
    ] == ["progress_done", "progress_done", "won_done", "undo_done"]
    assert rights.is_told("the-presales", f"release {code} no time") == "release_done"
    # Taking a deal from the pool stays with those who sell.
    assert rights.is_told("the-presales", f"claim {code}") == "not_your_role"


def test_who_may_not_claim_is_not_told_to(rights):
    code = rights.deal("P", "li")
    (told,) = rights.says("the-legal", f"won {code} $30k")
    assert (told.buttons.keys(), "Claim it first" in told.text) == ({"Show"}, False)
    (told,) = rights.says("li", f"won {code} $30k")
    assert (told.buttons.keys(), "Claim it first" in told.text) == ({"Claim", "Show"}, True)
