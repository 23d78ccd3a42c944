"""Samples of what is said about and around WeCom."""

from bot import cures
from tests.samples.world import Facts, World


def facts(world: World) -> dict[str, list[Facts]]:
    """Private answers of a group, the long connection, webhooks."""
    return {
        "answered_aside": [{}],
        "answer_gone": [{}],
        "line_refused": [{"code": 853000}],
        "posts_held": [
            {"where": "wecom-app", **cures.facts("wecom-app", "errcode 60020", cure=cure)} for cure in cures.WECOM
        ],
        "line_taken": [{"code": 0}],
        "webhook_done": [{"name": "east", "team": team} for team in (None, world.east)],
        "webhook_unknown": [{"name": world.step, "names": names} for names in ("", "east, west")],
        "unreachable": [
            {"member": world.li, **cures.facts("wecom-app", "errcode 81013", cure=cure)} for cure in cures.OF_PERSON
        ],
        "webhook_kept": [{"name": "east"}],
        "webhook_forgotten": [{"name": "east"}],
        "webhook_key_seen": [{}],
        "webhook_key_unreadable": [{"nameless": nameless} for nameless in (True, False)],
        "webhook_of_settings": [{"name": "east"}],
        "stranger_name": [
            {"mentioned": mentioned, "first": first} for mentioned in (True, False) for first in (True, False)
        ],
        "webhook_in_group": [{}],
        "webhook_not_yours": [{}],
    }
