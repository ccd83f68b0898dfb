"""All configuration, from the environment, validated at start. Every setting is optional; README lists them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting is wrong. The message names it, says what is wrong and what would be right."""


@dataclass(frozen=True)
class Settings:
    """The service's configuration. See `from_environment`."""

    database_url: str
    var: Path
    host: str = "127.0.0.1"
    port: int = 8080
    allowed_origins: tuple[str, ...] = ()
    country: str = ""
    redis_url: str = ""
    master_key: str = field(default="", repr=False)
    telegram_token: str = field(default="", repr=False)
    telegram_api: str = "https://api.telegram.org"
    telegram_webhook_url: str = ""
    telegram_webhook_secret: str = field(default="", repr=False)
    secure_cookie: bool = False
    rasa_url: str = ""
    internal_secret: str = field(default="", repr=False)
    rasa_timeout: float = 8.0
    per_minute: int = 30  #: messages a person may send in a minute

    @property
    def key_file(self) -> Path:
        """Where the master key is kept when HEARTH_MASTER_KEY is not set."""
        return self.var / "master.key"

    @classmethod
    def from_environment(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Reads and checks the settings. Raises SettingsError, naming the setting."""
        env = os.environ if env is None else env
        var = Path(env.get("HEARTH_VAR") or ROOT / "var")
        url = env.get("HEARTH_DATABASE_URL") or f"sqlite:///{var / 'hearth.db'}"
        if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg2://")):
            raise SettingsError(
                "HEARTH_DATABASE_URL should start with sqlite:/// or postgresql:// (its value is not shown here)."
            )
        country = (env.get("HEARTH_COUNTRY") or "").upper()
        if country and not (len(country) == 2 and country.isalpha()):
            raise SettingsError(f"HEARTH_COUNTRY should be a two-letter country code such as GB, not {country!r}.")
        secret = env.get("TELEGRAM_WEBHOOK_SECRET") or ""
        webhook = env.get("TELEGRAM_WEBHOOK_URL") or ""
        if webhook and not webhook.startswith("https://"):
            raise SettingsError(
                "TELEGRAM_WEBHOOK_URL should start with https://, because Telegram accepts nothing else."
            )
        if webhook and len(secret) < 16:
            raise SettingsError("TELEGRAM_WEBHOOK_SECRET should have at least 16 characters when a webhook is used.")
        return cls(
            database_url=url,
            var=var,
            host=env.get("HEARTH_HOST") or "127.0.0.1",
            port=_port(env.get("HEARTH_PORT") or "8080"),
            allowed_origins=_origins(env.get("HEARTH_ALLOWED_ORIGINS") or ""),
            country=country,
            redis_url=_redis(env.get("HEARTH_REDIS_URL") or ""),
            master_key=env.get("HEARTH_MASTER_KEY") or "",
            telegram_token=env.get("TELEGRAM_BOT_TOKEN") or "",
            telegram_api=_http("TELEGRAM_API_BASE_URL", env.get("TELEGRAM_API_BASE_URL") or "https://api.telegram.org"),
            telegram_webhook_url=webhook,
            telegram_webhook_secret=secret,
            secure_cookie=(env.get("HEARTH_SECURE_COOKIE") or "") == "1",
            rasa_url=env.get("HEARTH_RASA_URL") or "",
            internal_secret=env.get("HEARTH_INTERNAL_SECRET") or "",
            per_minute=_count("HEARTH_PER_MINUTE", env.get("HEARTH_PER_MINUTE") or "30"),
            rasa_timeout=_seconds("HEARTH_RASA_TIMEOUT", env.get("HEARTH_RASA_TIMEOUT") or "8"),
        )


def _port(text: str) -> int:
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise SettingsError(f"HEARTH_PORT should be a number from 0 to 65535, not {text!r}.")
    return int(text)


def _count(name: str, text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 1_000_000:
        raise SettingsError(f"{name} should be a whole number from 1, not {text!r}.")
    return int(text)


def _seconds(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= 120:
        raise SettingsError(f"{name} should be a number of seconds from 0.1 to 120, not {text!r}.")
    return value


def _http(name: str, url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"{name} should be a web address such as https://host, not {url!r}.")
    return url.rstrip("/")


def _redis(url: str) -> str:
    if url and not url.startswith(("redis://", "rediss://")):
        raise SettingsError("HEARTH_REDIS_URL should start with redis:// or rediss://.")
    return url


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
            raise SettingsError(
                f"HEARTH_ALLOWED_ORIGINS should list origins such as https://example.org, separated by commas; "
                f"{origin!r} is none."
            )
    return origins
