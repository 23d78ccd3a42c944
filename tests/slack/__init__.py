"""A Slack of our own for tests: as strict as the real one, with a ledger of what each person would see.

    from tests.slack import Clock, Slack

    with Slack(clock=Clock()) as slack:              # without an argument the clock is the real one
        team = slack.team("T0HUARUI")                # scopes=…, name=…, enterprise=…
        li = slack.person(team, "li", name="Li", email="li@example.com", locale="en-US", tz="Asia/Shanghai")
        east = slack.channel(team, "east", [li])     # the bot is in it unless bot=False; private=True
        # For the bot: BATON_SLACK_API_URL=slack.api_url, …_BOT_TOKEN=team.token, …_APP_TOKEN=slack.app_token,
        # …_SIGNING_SECRET=slack.signing_secret, …_CLIENT_ID=slack.client_id, …_CLIENT_SECRET=slack.client_secret
        slack.speaks_http("http://127.0.0.1:8000")   # or slack.speaks(post) with post(path, body, headers) ->
                                                     # (status, headers, body), for a TestClient; or slack.speaks_socket()

        delivery = slack.mentions(li, east, "claim D-1001")       # Delivery(status, body, seconds, payload, ok)
        delivery.repeat(1)                                        # the same event again, x-slack-retry-num: 1
        slack.mentions(li, east, "help", lost=True).insist((0, 60, 300))  # first delivery lost, then Slack's retries
        slack.writes(li, "my deals")                              # a direct message
        slack.commands(li, east, "claim D-1001")                  # /baton
        card = slack.news()[-1]                                   # Seen(person…, title, text, buttons, kind, place, …)
        slack.presses(li, card, "Claim")                          # by label (or action_id)
        slack.chooses(li, card, "Option's label")
        slack.fills(li, {"Amount": "¥5000"}); slack.submits(li)   # the modal on top, by label, block_id or action_id
        slack.closes(li); slack.shortcut(li, "log_progress"); slack.message_shortcut(li, "make_lead", message)
        slack.opens_home(li); slack.joins(li, east); slack.invites_bot(east); slack.event(team, {…}); slack.uninstalls(team)
        slack.user_changes(li, tz="America/New_York"); slack.raw(body, headers)   # whatever, signed as you like
        slack.approves(url, li)                                   # OAuth: presses "Allow"; the address Slack sends one back to

        slack.sees(li)           # everything Li sees now, oldest first, each in its newest state
        slack.news()             # what was shown or changed since the last call, for whomever; once per post
        slack.calls, slack.busy  # every Web API call; the 429s given
        slack.faults.plan("chat.postMessage", "reset", stored=True, times=1)  # see tests/slack/faults.py
        slack.rests(east, 30)    # 429 with Retry-After for this channel until 30 s have passed

`tests/slack/server.py` takes the Web API, `gateway.py` Socket Mode, `blocks.py` Block Kit's limits, `paces.py` the rates,
`hands.py` what people do. Every rule names the page of docs.slack.dev it comes from, and `test_double.py` shows that it
can fail a bot.
"""

from tests.slack.double import Slack
from tests.slack.world import Clock, Delivery, Person, Seen, Team

__all__ = ["Clock", "Delivery", "Person", "Seen", "Slack", "Team"]
