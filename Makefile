# make run    the graph of the seed articles, in out/
# make test   style and tests, as .ci/run runs them
# make bench  quality and speed, printed with their floors
# make lint   style alone
# make clean  remove what these made, the environment in .venv too

VENV ?= .venv
OUT ?= out
MODEL ?= default
BIN = $(VENV)/bin
METADATA = setup.cfg pyproject.toml constraints.txt .ci/install

.PHONY: run test bench lint clean docs constraints
.DELETE_ON_ERROR:

run: $(VENV)/.ready
	@$(BIN)/quoth build seeds/articles -o $(OUT) --model $(MODEL)

test: $(VENV)/.ready-test
	@.ci/browser
	$(BIN)/ruff check .
	$(BIN)/python -m pytest

bench: $(VENV)/.ready-test
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

lint: $(VENV)/.ready-test
	$(BIN)/ruff check .

clean:
	rm -rf $(VENV) $(OUT) build dist graph/*.egg-info .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# docs/cli.md from the parser, docs/queries.md and docs/ontology.md from ontology/, the answers in
# README.md from the program
docs: $(VENV)/.ready
	$(BIN)/python .ci/reference.py > docs/cli.md
	$(BIN)/python .ci/queries.py > docs/queries.md
	$(BIN)/python -m quoth.rdf.documentation
	$(BIN)/python .ci/readme.py > README.new && mv README.new README.md

# the versions that everything was tested with, from an environment with the newest ones
constraints: $(VENV)/.ready-test
	$(BIN)/python .ci/constraints.py > constraints.new && mv constraints.new constraints.txt

$(VENV)/.ready: $(METADATA)
	@test -e $(VENV)/.ready-test -a ! $(VENV)/.ready-test -ot setup.cfg || .ci/install $(VENV)
	@touch $@

$(VENV)/.ready-test: $(METADATA)
	@.ci/install $(VENV) test
	@touch $@
