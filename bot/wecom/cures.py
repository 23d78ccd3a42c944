"""What helps against the errors WeCom answers with: developer.work.weixin.qq.com/document/path/90313."""

IDS = "Compare BATON_WECOM_CORP_ID and BATON_WECOM_APP_SECRET with 我的企业 and 应用管理 in WeCom's admin console."
BOT = "Open the bot in WeCom's admin console; copy BotID and Secret to BATON_WECOM_BOT_ID and BATON_WECOM_BOT_SECRET."
RANGE = "Open the app or bot in WeCom's admin console and add the sales department to its 可见范围 (visible range)."
CURES = {
    -1: "WeCom is busy: try again in a minute.",
    40001: IDS,
    40013: IDS,
    40014: "The access token died early; a new one is fetched by itself. Seen often: another program uses this secret.",
    40056: "Set BATON_WECOM_AGENT_ID to the AgentId that 应用管理 shows for this app.",
    41001: IDS,
    42001: "The access token expired; a new one is fetched by itself.",
    45009: "Too many calls: WeCom lifts this by itself after a minute, an hour or a day. Find what calls so often.",
    48002: "The app may not use this: see its permissions in WeCom's admin console.",
    60011: RANGE,
    60020: "Open the app in WeCom's admin console, 企业可信IP, and add this server's outgoing address; it takes a minute."
    " The console first wants a trusted domain or a saved callback address.",
    81013: RANGE,
    93000: "The group's webhook was removed: add one in the group's settings and update BATON_WECOM_WEBHOOKS.",
    93019: BOT,
    853000: BOT,
}


def cure_of(code: int) -> str:
    """Return what helps against an error code."""
    return CURES.get(code, f"Look up {code} in WeCom's list of global error codes.")
