"""The whole public set comes in while a server answers, and after a kill on the way."""

from tests.soak.sizes import size
from tests.test_import_maven import finishes_after_a_kill, keeps_answering

DEALS = size(8_800, short=3_000)


def test_a_server_on_the_same_store_keeps_answering_throughout(tmp_path):
    keeps_answering(tmp_path, deals=DEALS)


def test_killed_in_the_middle_and_started_again_the_whole_set_is_there(tmp_path):
    finishes_after_a_kill(tmp_path, deals=DEALS)
