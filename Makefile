# make demo and make test are the two commands of the README; everything runs in .venv, which they make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SHARED ?= ../shared
DEMO := .demo
DAY := 2024-12-15
# What `make test` installs beside the package; a test whose extra or server is missing says that it skips.
EXTRAS ?= dev,postgres

.PHONY: demo test lint types check gold bench train train-ledger clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(PIP) --editable '.[$(EXTRAS)]'
	@$(PIP) --editable '.[batch]' || echo "make: Ray could not be installed: the tests of gpulse batch skip"
	@touch $@

demo: $(VENV)/.installed
	@mkdir -p $(DEMO) && rm -f $(DEMO)/demo.db*
	@echo "== What one post reports: examples/posts/06.md"
	@$(BIN)/gpulse read examples/posts/06.md
	@echo "== Adding the twelve example posts to $(DEMO)/demo.db"
	@$(BIN)/gpulse --store $(DEMO)/demo.db add examples/posts
	@echo
	@echo "== What was said, and what was done, by $(DAY): the last example post is five days old"
	@$(BIN)/gpulse --store $(DEMO)/demo.db ledger --as-of $(DAY)
	@echo "== The story, and where each post has its account from"
	@$(BIN)/gpulse --store $(DEMO)/demo.db story examples/posts/01.md
	@$(BIN)/gpulse read --html $(DEMO)/posts.html examples/posts
	@echo
	@echo "Open the site on this store: $(BIN)/gpulse --store $(DEMO)/demo.db serve"
	@echo "To look further:"
	@echo "  $(BIN)/gpulse --store $(DEMO)/demo.db ledger --as-of 2024-05-01     what the ledger said in May"
	@echo "  $(BIN)/gpulse --store $(DEMO)/demo.db ledger show ID                one row, with its evidence"
	@echo "  $(BIN)/gpulse --store $(DEMO)/demo.db events --by Kenya --fact      what Kenya did"
	@echo "  $(BIN)/gpulse --store $(DEMO)/demo.db search gangs                  posts by their words"
	@echo "  $(BIN)/gpulse read --json FILE                                    a post of yours, as JSON"

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

check: test lint types

# Scores on the gold stories and posts beside the checkout; docs/quality.md keeps the figures.
gold: $(VENV)/.installed
	$(PYTHON) $(SHARED)/gold/score_posts.py --gpulse $(BIN)/gpulse $(SHARED)/gold/posts/*/
	$(PYTHON) $(SHARED)/gold/score_ledger.py --gpulse $(BIN)/gpulse $(SHARED)/gold/ledger/*/
	$(PYTHON) $(SHARED)/gold/score_events.py --gpulse $(BIN)/gpulse $(SHARED)/gold/events/dev.jsonl

# Minutes each: ten simulated days of feeds, and kills at random moments. Each prints its seed and its figures.
bench: $(VENV)/.dev
	$(BIN)/python benchmarks/ten_days.py --feeds 50 --days 10 --seed 1
	$(BIN)/python benchmarks/kills.py --kills 50 --seed 1
	$(BIN)/python benchmarks/reading.py --shared $(SHARED) --articles 500 --runs 5 $(if $(PEERS),--peers $(PEERS)) \
	    $(if $(SPACY),--spacy-model $(SPACY))

# From data to weights, most of a day each on two cores; training/recipe.py has the steps. `make train SMOKE=FOLDER` runs
# every step small, in minutes, in a copy below a new folder.
train train-ledger: $(VENV)/.installed
	$(PIP) torch==2.13.0 --editable '.[train]'
	$(BIN)/python training/recipe.py $(if $(filter train-ledger,$@),ledger,reader) --shared $(SHARED) \
	    $(if $(SMOKE),--smoke $(SMOKE))

clean:
	rm -rf $(VENV) $(DEMO) build dist
