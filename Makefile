# Everything a newcomer needs: `make demo` and `make test` set up what is missing.
PYTHON ?= python3
BIN := .venv/bin
DEMO_FOLDER ?= demo

.PHONY: help demo run test torture audit lint format screenshots window-run bench fonts lock clean

help:
	@echo "make demo         make a sample vault and its printed dossiers in $(DEMO_FOLDER)/"
	@echo "make run          open the window"
	@echo "make test         run all tests, without a screen"
	@echo "make torture      the long forms: power cuts, kills, fuzzing (hours if you let it)"
	@echo "make audit        known faults of the locked packages (asks an advisory service)"
	@echo "make lint         ruff, mypy, import contracts"
	@echo "make screenshots  pictures of every view in build/screenshots/"
	@echo "make window-run   a day at the office in a real window, by keys (needs Xvfb and xdotool)"
	@echo "make bench        speed and memory, as ratios, in build/bench.json"

.venv/run.stamp: packaging/lock/run.txt packaging/qt_libraries.py
	$(PYTHON) packaging/environment.py packaging/lock/run.txt
	$(BIN)/python packaging/qt_libraries.py
	@touch $@

.venv/dev.stamp: packaging/lock/dev.txt .venv/run.stamp
	$(PYTHON) packaging/environment.py packaging/lock/dev.txt
	@touch $@

# What we are measured against. One of it is built here and needs `apt-get install libicu-dev`;
# without that its row says so.
.venv/peers.stamp: packaging/lock/peers.txt .venv/dev.stamp
	$(PYTHON) packaging/environment.py packaging/lock/peers.txt --from-source pyicu
	@touch $@

# What fuzzes and audits; never part of the program.
.venv/torture.stamp: packaging/lock/torture.txt .venv/dev.stamp
	$(PYTHON) packaging/environment.py packaging/lock/torture.txt
	@touch $@

demo: .venv/run.stamp
	$(BIN)/python -m caseapp demo --folder $(DEMO_FOLDER) --offer-window

run: .venv/run.stamp
	$(BIN)/python -m caseapp

test: .venv/dev.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 $(ARGS)

torture: .venv/torture.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.torture $(ARGS)

audit: .venv/torture.stamp
	$(BIN)/python packaging/audit.py

lint: .venv/dev.stamp
	$(BIN)/ruff check caseapp tests packaging
	$(BIN)/ruff format --check caseapp tests packaging
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev.stamp
	$(BIN)/ruff check --fix caseapp tests packaging
	$(BIN)/ruff format caseapp tests packaging

screenshots: .venv/dev.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.desktop.take_pictures build/screenshots

# Needs `apt-get install xvfb openbox xdotool x11-xkb-utils`; says so if they are not there.
window-run: .venv/dev.stamp
	$(BIN)/python -m tests.window.day build/window-run

bench: .venv/peers.stamp
	$(BIN)/python -m tests.benchmarks build/bench.json

fonts: .venv/dev.stamp
	$(BIN)/python packaging/fonts.py

# Needs `uv`; run it after a change of dependencies in pyproject.toml.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q -o packaging/lock/run.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header -q -c packaging/lock/run.txt -o packaging/lock/dev.txt
	uv pip compile pyproject.toml --group torture --universal --python-version 3.11 --generate-hashes --no-header -q -c packaging/lock/dev.txt -o packaging/lock/torture.txt
	uv pip compile pyproject.toml --group peers --universal --python-version 3.11 --generate-hashes --no-header -q -c packaging/lock/dev.txt -o packaging/lock/peers.txt

clean:
	rm -rf .venv build
