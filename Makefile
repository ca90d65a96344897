# Two commands are enough: `make run` and `make test`. Both set up all they need inside $(VENV).
VENV ?= .venv
BIN  := $(VENV)/bin
.DEFAULT_GOAL := run
.PHONY: run test test-live lint format lock clean
.DELETE_ON_ERROR:

# A Python that was upgraded away leaves a dead venv behind; forget it, so that it is made anew.
ifneq ($(wildcard $(VENV)/.python),)
ifneq ($(shell $(BIN)/python -c 'print("alive")' 2>/dev/null),alive)
$(shell rm -f $(VENV)/.python $(VENV)/.uv $(VENV)/.run $(VENV)/.test)
endif
endif

# pyenv's shims may be on PATH and fail, so every candidate is tried, the newest first; a PYTHON that was named must be the one.
$(VENV)/.python:
	@set -e; \
	usable='import sys, venv, ensurepip; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 15))'; \
	home="$${HOME:-$$(eval echo "~$$(id -un)")}"; \
	for c in $${PYTHON:-python3.14 python3.13 python3.12 python3 $$(ls -d "$${PYENV_ROOT:-$$home/.pyenv}"/versions/3.1[2-9]*/bin/python \
	    "$$home"/.local/share/uv/python/*/bin/python3 /usr/local/bin/python3 2>/dev/null | sort -rV)}; do \
	  command -v "$$c" >/dev/null 2>&1 || continue; \
	  "$$c" -c "$$usable" >/dev/null 2>&1 || continue; \
	  echo "Using $$("$$c" -c 'import sys; print("Python", sys.version.split()[0], "at", sys.executable)')"; \
	  if "$$c" -m venv --clear $(VENV); then touch $@; exit 0; fi; \
	  rm -rf $(VENV); echo "Python could not make $(VENV) here. Check that this folder is writable and the disk has room." >&2; exit 1; \
	done; \
	if [ -n "$$PYTHON" ]; then echo "PYTHON=$$PYTHON is not a Python 3.12, 3.13 or 3.14 with the venv module. Name another, or leave PYTHON out to have one looked for." >&2; exit 1; fi; \
	echo "Leadline needs Python 3.12, 3.13 or 3.14 with the venv module, and none was found. Install one (Debian: apt-get install python3 python3-venv; else pyenv or uv), or say where it is: make PYTHON=/path/to/python3.13" >&2; exit 1

# uv comes as a wheel, hash-checked. Where it cannot be had, or knows no mirror that pip was told of, pip does the same work, slower.
$(VENV)/.uv: $(VENV)/.python requirements/uv.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt 2>/dev/null || echo "uv cannot be had here; using pip, which is slower."
	@touch $@

# A .pth file instead of an editable install: that would ask for build tools, unhashed. Its path is relative, so the folder may move.
define install
	@echo "Installing $(1) ..."
	@{ [ -x $(BIN)/uv ] && $(BIN)/uv pip install -q --system-certs --compile-bytecode --python $(BIN)/python --require-hashes -r $(1) 2>/dev/null; } \
	 || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1) \
	 || { echo "The packages of $(1) could not be installed. Check that a package registry is reachable and the disk has room, then run make again." >&2; exit 1; }
	@$(BIN)/python -c "import os, pathlib, site; s = site.getsitepackages()[0]; pathlib.Path(s, 'leadline-dev.pth').write_text(os.path.relpath('src', s) + '\n')"
	@printf '%s\n' '#!/bin/sh' 'exec "$$(dirname "$$(readlink -f "$$0")")/python" -m leadline "$$@"' > $(BIN)/leadline && chmod +x $(BIN)/leadline
	@touch $@
endef
$(VENV)/.run: $(VENV)/.uv requirements/run.txt
	$(call install,requirements/run.txt)
$(VENV)/.test: $(VENV)/.uv requirements/test.txt
	$(call install,requirements/test.txt)

# PORT and LEADLINE_HOME reach it through the environment.
run: $(VENV)/.run
	@exec $(BIN)/python -m leadline up

# Each tool runs as a module of that Python: scripts in $(BIN) would break when the folder moves.
lint: $(VENV)/.test
	@echo "ruff, mypy, import-linter ..."
	@$(BIN)/python -m ruff check --quiet .
	@$(BIN)/python -m ruff format --check --quiet . || { echo "Some files are not formatted: make format" >&2; exit 1; }
	@$(BIN)/python -m mypy --no-error-summary
	@$(BIN)/python -c "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))" > $(VENV)/floors.txt || { cat $(VENV)/floors.txt; exit 1; }

format: $(VENV)/.test
	@$(BIN)/python -m ruff check --quiet --fix-only .
	@$(BIN)/python -m ruff format .

# A Chromium that answers, or apt-get's when we are root, or none: then browser tests are skipped and say so.
define find_chromium
chromium=; for c in "$$LEADLINE_CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
  if [ -n "$$c" ] && "$$c" --version >/dev/null 2>&1; then chromium=$$(command -v "$$c"); break; fi; \
done
endef
test: lint
	@$(find_chromium); \
	if [ -z "$$chromium" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing Chromium for the browser tests ..."; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || true; \
	  $(find_chromium); \
	fi; \
	[ -n "$$chromium" ] || echo "No Chromium was found, so the browser tests will be skipped. Install it (Debian: apt-get install chromium) or say where it is: make test LEADLINE_CHROMIUM=/path/to/chromium" >&2; \
	LEADLINE_CHROMIUM="$$chromium" exec $(BIN)/python -m pytest -q $(TESTS)

# A real Redmine from Debian's package, read and written. Needs Debian and, the first time, root for what the package depends on.
test-live: $(VENV)/.test
	@$(BIN)/python -m pytest -q tests/live/test_redmine.py

# Kept versions stay; `make lock UPGRADE=--upgrade` looks for newer ones. No hosts and no local paths get into the files.
LOCK = $(BIN)/uv pip compile --quiet --system-certs --universal --python-version 3.12 --generate-hashes --no-header $(UPGRADE)
lock: $(VENV)/.uv
	@[ -x $(BIN)/uv ] || { echo "Locking needs uv, and it could not be installed here." >&2; exit 1; }
	@echo uv | $(LOCK) --no-annotate - -o requirements/uv.txt > /dev/null
	@$(LOCK) pyproject.toml -o requirements/run.txt > /dev/null
	@$(LOCK) pyproject.toml --group dev -c requirements/run.txt -o requirements/test.txt > /dev/null
	@$(LOCK) pyproject.toml --group bench -c requirements/run.txt -o requirements/bench.txt > /dev/null

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
