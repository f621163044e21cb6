# Deux commandes pour commencer : « make cours » ouvre le cours, « make test » vérifie tout.
# Chacune prépare son environnement (.venv) ; il ne faut que Python ≥ 3.11 et make.
# Sans make, sous Windows par exemple : « python cours.py », « python cours.py test »…
PYTHON ?= python3

.PHONY: cours test test-release mesures notebooks site pins
.DEFAULT_GOAL := cours

cours:
	@$(PYTHON) cours.py $(ARGS)

test test-release mesures notebooks pins:
	@$(PYTHON) cours.py $@ $(ARGS)

site:
	@$(PYTHON) cours.py site _site
