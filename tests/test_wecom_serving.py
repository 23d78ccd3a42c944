"""A real process with WeCom's doors: dialled, ready, counted, secret, and gone in order."""

from tests.running import Server, until
from tests.wecom import Wecom


def test_a_fresh_process_takes_the_first_word_as_its_admins_and_ends_in_order(tmp_path):
    with Wecom() as wecom:
        wecom.person("li", "李娜", opaque=True)
        settings = wecom.environment("app", "socket")
        with Server(tmp_path, "serve", "--port", "0", **settings) as server:
            assert wecom.gateway.connected(20)
            assert server.get("/ready")[0] == 200
            until(lambda: 'baton_long_connection{door="wecom-bot"} 1.0' in server.get("/metrics")[1])
            wecom.calls_app(f"{server.address}/wecom/app").verify()

            wecom.says("li", "你好")
            wecom.wait(lambda: wecom.sees("li", kind="bot"), 10)
            assert wecom.sees("li", kind="bot")[-1].title == "你好，你是第一个来的"
            said = wecom.says("li", "我是 李娜")
            wecom.wait(lambda: said.answers, 10)
            said = wecom.says("li", "公海")
            wecom.wait(lambda: said.answers, 10)
            assert said.answers == [("aibot_respond_msg", 0)]
            limits = (("wecom-app", "member"), ("wecom-app", "company"), ("wecom-bot", "webhook"))
            shown = [f'baton_limit_used{{door="{door}",limit="{kind}"}} ' for door, kind in limits]
            until(lambda: [line for line in shown if line not in server.get("/metrics")[1]] == [])

            server.signal()
            assert server.ends() == 0
            assert wecom.gateway.holder is None
        log = server.log.read_text()
        assert [secret for secret in wecom.secrets() if secret in log] == []
        assert "Traceback" not in log


def test_what_is_open_and_what_is_off_is_said_at_the_start(tmp_path):
    with Wecom() as wecom, Server(tmp_path, "serve", "--port", "0", **wecom.environment("callback")) as server:
        assert (
            server.process.stdout.readline()
            == "Open: wecom-bot. Off: local, slack, wecom-app; `baton doctor` says why.\n"
        )
        assert wecom.calls_bot(f"{server.address}/wecom/bot").verify().status == 200
