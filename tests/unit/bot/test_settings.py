from __future__ import annotations

import re

import pytest

from bot.settings import ROOT, Settings, SettingsError


def test_nothing_has_to_be_set() -> None:
    settings = Settings.from_environment({})
    assert settings.port == 8080
    assert settings.database_url.startswith("sqlite:///")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEARTH_PORT", "eighty"),
        ("HEARTH_PORT", "70000"),
        ("HEARTH_COUNTRY", "England"),
        ("HEARTH_DATABASE_URL", "mysql://x"),
        ("HEARTH_REDIS_URL", "http://x"),
        ("HEARTH_ALLOWED_ORIGINS", "example.org"),
        ("HEARTH_ALLOWED_ORIGINS", "https://example.org/path"),
        ("HEARTH_RASA_TIMEOUT", "soon"),
        ("TELEGRAM_API_BASE_URL", "telegram"),
        ("TELEGRAM_WEBHOOK_URL", "http://example.org"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({name: value})


def test_a_webhook_needs_a_long_secret() -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_WEBHOOK_SECRET"):
        Settings.from_environment({"TELEGRAM_WEBHOOK_URL": "https://example.org/x", "TELEGRAM_WEBHOOK_SECRET": "short"})


def test_secrets_are_not_shown_when_settings_are_printed() -> None:
    shown = repr(Settings.from_environment({"TELEGRAM_BOT_TOKEN": "123:verysecret", "HEARTH_MASTER_KEY": "alsosecret"}))
    assert "verysecret" not in shown and "alsosecret" not in shown


def test_every_setting_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    for name in set(re.findall(r'env\.get\("((?:HEARTH|TELEGRAM)_\w+)"', code)) - {
        "HEARTH_RASA_URL",
        "HEARTH_INTERNAL_SECRET",
    }:
        assert f"`{name}`" in readme, f"{name} is not described in README.md"
