"""Every knob, in one place: environment variables `COMMUNIQUE_*` or a `communique.env` file.

What belongs here: names, defaults, bounds and one line of documentation each.
What does not: deciding what to do with them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsError(Exception):
    """A setting has a value we cannot use; the message names it and says what is allowed."""


class Settings(BaseSettings):
    """The settings of one process, validated."""

    model_config = SettingsConfigDict(
        env_prefix="COMMUNIQUE_", env_file="communique.env", extra="ignore", frozen=True
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
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "COMMUNIQUE_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}={first['input']!r}: {first['msg']}.") from error
