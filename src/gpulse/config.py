"""Settings: one frozen dataclass, read from defaults, then a file, then the environment, then the command line."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from gpulse.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, with its default in `defaults.toml`, which says what each means."""

    threads: int = 1
    disputed: str = "describe"
    max_bytes: int = 20_000_000
    timeout: float = 20.0
    host_interval: float = 1.0
    retries: int = 2
    watch_interval: float = 900.0
    contact: str = ""
    allow_private: bool = False
    store: str | None = None


def load_settings(path: Path | None = None, **overrides: Any) -> Settings:
    """Return the settings: the package's `defaults.toml`, `path` (TOML), `GPULSE_…` in the environment, `overrides`.

    Raises `InputError` for a key that does not exist or a value of the wrong type.
    """
    defaults = Path(__file__).with_name("defaults.toml")
    settings = _apply(Settings(), tomllib.loads(defaults.read_text(encoding="utf-8")), str(defaults))
    if path is not None:
        try:
            given = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            why = getattr(error, "strerror", None) or error
            raise InputError(f"The settings file {path} cannot be read: {why}.") from error
        settings = _apply(settings, given, str(path))
    env = {
        f.name: os.environ[f"GPULSE_{f.name.upper()}"]
        for f in fields(Settings)
        if f"GPULSE_{f.name.upper()}" in os.environ
    }
    settings = _apply(settings, env, "the environment")
    return _apply(settings, {k: v for k, v in overrides.items() if v is not None}, "the command line")


def _apply(settings: Settings, values: dict[str, Any], origin: str) -> Settings:
    known = {f.name: type(getattr(settings, f.name)) for f in fields(Settings)}
    out: dict[str, Any] = {}
    for key, value in values.items():
        if key not in known:
            raise InputError(f"{origin} sets {key!r}, which is no setting; gpulse/defaults.toml lists them.")
        kind = str if known[key] is type(None) else known[key]
        try:
            out[key] = _truth(value) if kind is bool else kind(value)
        except ValueError as error:
            raise InputError(f"{origin} sets {key} to {value!r}, which is not a {kind.__name__}.") from error
    return replace(settings, **out)


def _truth(value: object) -> bool:
    """Return a yes or no as settings write it.

    >>> _truth(True), _truth("yes"), _truth("0")
    (True, True, False)
    """
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if str(value).lower() not in words:
        raise ValueError(value)
    return words[str(value).lower()]
