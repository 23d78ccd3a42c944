"""Every callback of WeCom with every field left out, and with everything strange in its place."""

import pytest

from tests.promises.malformed import APP, BOT, FEW, STRANGE, opened, wrongs
from tests.soak.sizes import SHORT


@pytest.mark.parametrize(("way", "kind"), [*(("bot", kind) for kind in BOT), *(("app", kind) for kind in APP)])
def test_no_strange_field_of_a_callback_can_break_us(databases, way, kind):
    with opened(databases) as doors:
        assert wrongs(doors, way, kind, FEW[1:2] if SHORT else STRANGE) == []
