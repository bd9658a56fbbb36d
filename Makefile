# Two commands do all their own set-up: `make run` and `make test`. Python 3.11, pip and make are all they need.
PYTHON ?= python3.11
V := .venv
BIN := $(V)/bin
SYNC = $(BIN)/uv pip sync -q --require-hashes --compile-bytecode --python $(BIN)/python
# Tests wait as often as they reckon: two workers more than the two cores, and who has nothing left takes from others.
SIDE_BY_SIDE = -n 4 --dist worksteal
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check bench coverage lock clean

run: $(V)/.run ## start everything: the practice park, or Telegram when .env has a BOT_TOKEN
	@$(BIN)/python -m bot run

test: check ## all checks, then all tests on SQLite and PostgreSQL
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(ARGS)

check: $(V)/.dev ## format, lint, types, direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

coverage: $(V)/.dev ## branches that no test takes
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --cov --cov-branch --cov-report=term-missing:skip-covered $(ARGS)

bench: $(V)/.dev ## a short table, and JSON in bench/results/
	$(BIN)/python -m bench $(ARGS)

# The interpreter and a pinned uv: one wheel, no root, no ensurepip.
$(BIN)/uv: uv.txt
	@command -v $(PYTHON) >/dev/null || { echo "Sidan needs Python 3.11: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Sidan needs Python 3.11: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making the environment in $(V) (once, about half a minute) ..."
	@$(PYTHON) -m venv --without-pip --clear $(V)
	@$(PYTHON) -m pip --python $(BIN)/python install -q --require-hashes -r uv.txt
	@touch $@

# requirements.txt is a part of dev.txt: whoever has made the tests' environment can also run.
$(V)/.run: $(BIN)/uv requirements.txt
	@echo "Installing what it runs on ..."
	@$(SYNC) $$(test -e $(V)/.dev && echo dev.txt || echo requirements.txt)
	@touch $@
$(V)/.dev: $(BIN)/uv dev.txt
	@echo "Installing what it is tested with ..."
	@$(SYNC) dev.txt
	@touch $@ $(V)/.run

lock: $(BIN)/uv ## pin what pyproject.toml asks for; hashes, and no registry's name
	$(BIN)/uv pip compile -q pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.txt
	$(BIN)/uv pip compile -q --group dev pyproject.toml -c requirements.txt --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o dev.txt

clean:
	rm -rf $(V)
