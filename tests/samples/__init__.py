"""Facts for everything that is said; each module gives those of one part of the product."""

from importlib import import_module
from pkgutil import iter_modules

from tests.samples.world import Facts, World


def samples(language: str) -> dict[str, list[Facts]]:
    """Return for each thing said the facts of its different cases; what several parts say has the cases of all."""
    world = World(language)
    parts: dict[str, list[Facts]] = {}
    for module in iter_modules(__path__):
        if module.name != "world":
            for name, cases in import_module(f"{__name__}.{module.name}").facts(world).items():
                parts.setdefault(name, []).extend(cases)
    return world.facts() | parts
