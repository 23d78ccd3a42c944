# Every target sets up what it needs by itself; ARGS is handed on: make test ARGS="-k claim".
.PHONY: help setup run test check bench soak learn lock

READY := .venv/.ready
FAST := -o fsync=off -o full_page_writes=off -o synchronous_commit=off

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s  %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## make .venv with what Baton and its tests need

run: $(READY) ## try Baton in a browser, with a filled demo workspace
	@.venv/bin/baton demo $(ARGS)

test: $(READY) ## run the tests, with SQLite, PostgreSQL and a browser
	@scripts/need postgresql chromium libatomic1 fontconfig fonts-noto-cjk
	@scripts/with-postgres $(FAST) -- scripts/test $(ARGS)

check: $(READY) ## look at style and types
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy --strict

bench: $(READY) ## measure
	@scripts/need postgresql
	@scripts/with-postgres -- .venv/bin/python -m bench $(ARGS)

soak: $(READY) ## run for long under load and failures, a few minutes with SHORT=1
	@scripts/need postgresql
	@BATON_SOAK=$(if $(SHORT),short,full) scripts/with-postgres -- .venv/bin/pytest tests/soak $(if $(SHORT),-n 2) $(ARGS)

learn: $(READY) ## learn anew what the words of a sentence speak for, after examples were added
	@scripts/learn $(ARGS)

lock: $(READY) ## pin the dependencies anew, to the newest versions with ARGS=--upgrade
	@scripts/lock $(ARGS)

$(READY): pyproject.toml requirements-uv.txt requirements-dev.txt scripts/setup
	@scripts/setup
	@touch $@
