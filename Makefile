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
	@echo "  $(BIN)/gpulse --store $(DEMO)/demo.db search gangs                  posts by their words"
	@echo "  $(BIN)/gpulse read --json FILE                                      a post of yours, as JSON"

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

# From the public sets beside the checkout to the weights in src/gpulse/model: most of a day on two cores.
# Two teachers, a student of them, and a last round on what reading meets: short texts, and windows of several sentences.
TEACHER := --base mpnet --mpnet runs/mpnet --encoder-rate 5e-5 --head-rate 5e-4 --passes '{"polnear":2.5,"entity":3,\
"politics":12,"plv":6,"aw":6,"plv-named":3,"aw-named":3,"events":6,"event-pairs":2,"quiet":0.5,"news":0,"pairs":0}'
STUDENT := --mpnet runs/mpnet --teachers runs/teacher-1 runs/teacher-2 --passes '{"polnear":5,"entity":6}'
LAST := --only --batch-pieces 2048 --encoder-rate 7e-5 --head-rate 6e-4 --passes '{"polnear-cut":0.8,"events-joined":1.6,\
"events":0.5,"event-pairs":0.6,"entity":2,"politics":12,"plv":1.5,"aw":1.5}'
train: $(VENV)/.installed
	$(PIP) torch==2.13.0 --editable '.[train]'
	$(BIN)/python training/fetch_teacher.py --out runs/mpnet
	$(BIN)/python training/prepare.py --shared $(SHARED) --out runs/data
	$(BIN)/python training/train.py --data runs/data --out runs/teacher-1 --seed 1 $(TEACHER)
	$(BIN)/python training/train.py --data runs/data --out runs/teacher-2 --seed 2 $(TEACHER)
	$(BIN)/python training/train.py --data runs/data --out runs/student --seed 2 $(STUDENT)
	$(BIN)/python training/train.py --data runs/data --out runs/reader --seed 2 --start runs/student $(LAST)
	$(BIN)/python training/export.py --run runs/reader --to src/gpulse/model
	$(BIN)/python training/evaluate.py --model src/gpulse/model --data runs/data --out runs/metrics.json
	$(BIN)/python training/export.py --run runs/reader --to src/gpulse/model --metrics runs/metrics.json
	$(BIN)/python training/heads.py --shared $(SHARED) --to src/gpulse/model

# From the labelled stories to src/gpulse/model/ledger: teachers, a student of them that starts from the shipped reader's
# encoder, and the fits beside it. Minutes with a GPU, most of a day on two cores.
LEDGER := --examples runs/ledger-examples.pkl
LEDGER_TEACHER := --mpnet runs/mpnet --epochs 4 --pieces 8000 --rate 6e-5 --head-rate 6e-4
LEDGER_STUDENT := --epochs 4 --pieces 4000 --rate 2e-4 --head-rate 1.5e-3
train-ledger: $(VENV)/.installed
	$(PIP) torch==2.13.0 --editable '.[train]'
	$(BIN)/python training/fetch_teacher.py --out runs/mpnet
	$(BIN)/python training/ledger_source.py training/stories/*.txt
	$(BIN)/python training/ledger_examples.py --stories training/stories --shared $(SHARED) --out runs/ledger-examples.pkl
	$(BIN)/python training/ledger_train.py $(LEDGER) --out runs/ledger-1 --seed 1 $(LEDGER_TEACHER)
	$(BIN)/python training/ledger_train.py $(LEDGER) --out runs/ledger-2 --seed 2 $(LEDGER_TEACHER)
	$(BIN)/python training/ledger_train.py $(LEDGER) --out runs/ledger --teachers runs/ledger-1 runs/ledger-2 $(LEDGER_STUDENT)
	$(BIN)/python training/ledger_export.py --run runs/ledger --to src/gpulse/model/ledger
	$(BIN)/python training/ledger_choices.py training/stories --to src/gpulse/model/ledger/weights.tsv
	$(BIN)/python training/ledger_gate.py collect --shared $(SHARED) --out runs/gate.pkl
	$(BIN)/python training/ledger_gate.py fit runs/gate.pkl --to src/gpulse/model/ledger
	$(BIN)/python training/ledger_gold.py training/stories --held-out --to runs/gold
	$(BIN)/python training/outcomes.py runs/gold tests/ledger/stories tests/ledger/fresh $(SHARED)/gold/ledger --to src/gpulse/model/ledger/weights.tsv

clean:
	rm -rf $(VENV) $(DEMO) build dist
