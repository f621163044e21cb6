# Deux commandes pour commencer : « make cours » ouvre le cours, « make test » vérifie tout.
# Chacune prépare son environnement (.venv) ; il ne faut que Python ≥ 3.11 et make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# These are copied into the environment when the package is installed, even an editable one.
LAB_FILES := $(wildcard vs_course/jupyterlab/extension/*.* vs_course/jupyterlab/extension/static/*)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: cours test notebooks site
.DEFAULT_GOAL := cours

cours: $(VENV)/.cours
	@$(BIN)/vs-course $(ARGS)

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest $(ARGS)

notebooks: $(VENV)/.test
	$(BIN)/python -m tests.notebook_builder

site: $(VENV)/.cours
	@$(BIN)/vs-course site _site

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Il faut Python 3.11 ou plus récent. Indiquez-le ainsi : make cours PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Le module venv de Python manque (sous Debian ou Ubuntu : apt install python3-venv)."; exit 1; }

$(VENV)/.cours: $(BIN)/python pyproject.toml constraints.txt $(LAB_FILES)
	@echo "Préparation du cours (une à deux minutes, une seule fois)…"
	@$(PIP) --editable '.[enseignant]'
	@touch $@

$(VENV)/.test: $(BIN)/python pyproject.toml constraints.txt $(LAB_FILES)
	@echo "Préparation des tests (deux à trois minutes, une seule fois)…"
	@$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/.cours
