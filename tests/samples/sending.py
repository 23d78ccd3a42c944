"""Samples of what admins are told of the way out."""

from tests.samples.world import Facts, World


def facts(_world: World) -> dict[str, list[Facts]]:
    """A door that only somebody's hand can open again."""
    known = {"door": "wecom-app", "where": "wecom-app", "ours": False}
    return {
        "door_stuck": [
            known | {"error": "errcode 60020", "cure": "Add this server's address to 企业可信IP."},
            known | {"error": "errcode 42001", "cure": "reinstall"},
        ]
    }
