"""WeCom: the AI bot and the app of a company's own, as two doors."""
