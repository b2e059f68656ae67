# make demo and make test are the two commands of the README; everything runs in .venv, which they make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
DEMO := .demo

.PHONY: demo test lint types gold bench train check clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/.installed
	@mkdir -p $(DEMO)
	@echo "== What one post reports: examples/posts/01.md"
	@$(BIN)/gpulse read examples/posts/01.md
	@echo "== Adding the example posts to $(DEMO)/demo.db"
	@$(BIN)/gpulse --store $(DEMO)/demo.db add examples/posts
	@echo "== What was said, and what was done"
	@$(BIN)/gpulse --store $(DEMO)/demo.db ledger
	@echo "== The story, and where each post has it from"
	@$(BIN)/gpulse --store $(DEMO)/demo.db stories
	@$(BIN)/gpulse read --html $(DEMO)/posts.html examples/posts
	@echo "Open $(DEMO)/posts.html in a browser to see each record beside its post."

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

check: test lint types

gold: $(VENV)/.installed
	$(PYTHON) $(SHARED)/gold/score_posts.py --gpulse $(BIN)/gpulse $(SHARED)/gold/posts/*/
	$(PYTHON) $(SHARED)/gold/score_ledger.py --gpulse $(BIN)/gpulse $(SHARED)/gold/ledger/*/
	$(PYTHON) $(SHARED)/gold/score_events.py --gpulse $(BIN)/gpulse $(SHARED)/gold/events/dev.jsonl

clean:
	rm -rf $(VENV) $(DEMO) build dist
