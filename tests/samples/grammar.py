"""Other names of deals as samples of what is said."""

from dataclasses import replace

from tests.samples.world import Facts, World


def facts(world: World) -> dict[str, list[Facts]]:
    """For each thing said the facts of its different cases."""
    deal = replace(world.claimed, aliases="华重; HDHI")
    return {
        "alias_needed": [{"deal": deal, "most": 60}],
        "alias_known": [{"deal": deal, "name": "华重"}],
        "alias_many": [{"deal": deal, "most": 10}],
    }
