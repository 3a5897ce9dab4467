"""Every knob, in one place: environment variables `COMMUNIQUE_*` or one file of them.

What belongs here: names, defaults, bounds and one line of documentation each.
What does not: deciding what to do with them.

The file is `communique.env` of the working directory, or the one that COMMUNIQUE_CONFIG names:
lines of NAME=value, as systemd's EnvironmentFile and Docker's env_file take them. The environment
wins. No setting is a secret: those live in Prefect's blocks.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

CONFIG, FILE = "COMMUNIQUE_CONFIG", "communique.env"
GATES = frozenset({"models", "silence", "losses", "mix"})


class SettingsError(Exception):
    """A setting has a value we cannot use; the message names it and says what is allowed."""


class Settings(BaseSettings):
    """The settings of one process, validated."""

    model_config = SettingsConfigDict(
        env_prefix="COMMUNIQUE_", env_file=FILE, extra="ignore", frozen=True
    )

    home: Path = Field(Path("data"), description="Folder where all state lives.")
    allow_hosts: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), description="Comma-separated host:port that may be private or loopback."
    )
    host_delay: float = Field(1.0, ge=0, description="Seconds between requests to one host.")
    fetch_deadline: float = Field(30.0, gt=0, description="Seconds for one URL, all in all.")
    parse_deadline: float = Field(20.0, gt=0, description="Seconds to parse one page or feed.")
    max_addresses: int = Field(
        10_000, gt=0, description="Addresses per run that feeds and sitemaps name; newest first."
    )
    max_bytes: int = Field(20_000_000, gt=0, description="Decoded bytes per page.")
    spacy_model: str | None = Field(None, description="Name of an installed spaCy model.")
    workers: int = Field(1, ge=1, description="Processes that parse pages and lists.")
    lock_wait: float = Field(60.0, ge=0, description="Seconds to wait for another writer.")
    batch_size: int = Field(200, ge=1, description="Articles per transaction and task run.")
    gates: Annotated[frozenset[str], NoDecode] = Field(
        GATES, description="Comma-separated gates that a run must pass; empty for none."
    )
    gate_days: int = Field(28, ge=1, description="Days of its own past that a run is held against.")
    silence_factor: float = Field(
        2.0, ge=1, description="Alarm when an outlet is silent this many times its longest pause."
    )
    silence_hours: float = Field(24.0, ge=0, description="… and at least this many hours.")
    silence_past: float = Field(14.0, ge=1, description="… of an outlet known this many days.")
    loss_jump: float = Field(
        0.3, gt=0, le=1, description="Alarm when the share lost of a site rises by so much."
    )
    loss_least: int = Field(20, ge=1, description="… of at least so many addresses tried.")
    mix_shift: float = Field(
        0.15, gt=0, le=1, description="Alarm at this divergence of event types, in bits."
    )
    mix_least: int = Field(200, ge=1, description="… between so many new events and their past.")
    notify: str | None = Field(
        None,
        pattern=r"^[a-z0-9-]+/[a-z0-9-]+$",
        description='Prefect block that is told of failures: "slack-webhook/ops".',
    )

    @field_validator("gates", mode="before")
    @classmethod
    def _split_gates(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        named = frozenset(part.strip().lower() for part in value.split(",") if part.strip())
        if unknown := sorted(named - GATES):
            known = ", ".join(sorted(GATES))
            raise ValueError(f"there is no gate {unknown[0]!r}; there are {known}")
        return named

    @field_validator("notify", mode="before")
    @classmethod
    def _no_block(cls, value: object) -> object:
        return value or None

    @field_validator("allow_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(part.strip().lower() for part in value.split(",") if part.strip())
        return value

    @property
    def working_file(self) -> Path:
        """The private database that flows write; nobody else opens it."""
        return self.home / "work" / "communique.duckdb"

    @property
    def snapshot_file(self) -> Path:
        """The published read-only database that users query."""
        return self.home / "communique.duckdb"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return this process's settings, read once.

    Raises SettingsError naming the variable, what it holds and what it may hold.
    """
    if (file := os.environ.get(CONFIG)) and not Path(file).is_file():
        raise SettingsError(
            f"{CONFIG}={file!r}: there is no such file; make it, or unset {CONFIG}."
        )
    try:
        return Settings(_env_file=file or FILE)
    except ValidationError as error:
        first = error.errors()[0]
        name = "COMMUNIQUE_" + "_".join(str(part) for part in first["loc"]).upper()
        told = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}={first['input']!r}: {told}.") from error
