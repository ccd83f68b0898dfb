# The whole developer interface. `make run` and `make test` set everything up by themselves.
.PHONY: run test setup check lint lock clean

run: setup
	@exec .venv/bin/hearth run

test: setup check
	.venv/bin/python -m pytest

setup:
	@scripts/setup.sh

check: setup lint
	.venv/bin/hearth check

lint:
	.venv/bin/ruff format --check --quiet .
	.venv/bin/ruff check --quiet .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo 2>/dev/null || .venv/bin/lint-imports

lock:
	uv pip compile pyproject.toml --python-version 3.10 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header -o requirements.lock

clean:
	rm -rf .venv .tools models/*.tar.gz models/*.npz models/*.json .pytest_cache .mypy_cache .ruff_cache
