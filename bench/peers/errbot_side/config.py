"""How Errbot is set up: our backend, our plugin, nothing stored, its own defaults for the rest."""

import logging
import os
from pathlib import Path

HERE = Path(__file__).parent
BACKEND = "Bench"
STORAGE = "Memory"
BOT_DATA_DIR = os.environ["BENCH_FOLDER"]
BOT_EXTRA_BACKEND_DIR = str(HERE)
BOT_EXTRA_PLUGIN_DIR = str(HERE / "echo")
BOT_LOG_FILE = None
BOT_LOG_LEVEL = logging.WARNING
BOT_ADMINS = ("@wang",)
BOT_PREFIX_OPTIONAL_ON_CHAT = True
