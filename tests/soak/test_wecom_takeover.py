"""Two processes and one bot: when the one that holds the connection is killed, the other takes over by itself."""

import signal

from bot.vault import new_key
from tests.running import Server, until
from tests.wecom import Wecom


def test_a_killed_holder_is_followed_by_the_standby(tmp_path):
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    with Wecom() as wecom:
        wecom.person("li")
        settings = wecom.environment("socket") | {
            "BATON_DATABASE_URL": f"sqlite:///{tmp_path}/baton.db",
            "BATON_SECRET_KEY": new_key(),
        }
        with Server(folders[0], "serve", "--port", "0", **settings) as first:
            assert wecom.gateway.connected(20)
            with Server(folders[1], "serve", "--port", "0", **settings) as second:
                until(lambda: second.get("/ready")[0] == 200, 20)
                assert len(wecom.gateway.lines) == 1

                first.signal(signal.SIGKILL)
                until(lambda: len(wecom.gateway.lines) == 2, 30)
                assert wecom.gateway.connected(5)
                said = wecom.says("li", "你好")
                wecom.wait(lambda: said.answers, 10)
                assert said.answers == [("aibot_respond_msg", 0)]
                assert 'baton_long_connection{door="wecom-bot"} 1.0' in second.get("/metrics")[1]
