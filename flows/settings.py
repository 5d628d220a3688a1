"""All settings in one place: environment variables `AKTSAM_*`, else the defaults below."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from nlp.errors import SettingsError


class Settings(BaseSettings):
    """What may be set. `store`: the SQLite file. `workers`: processes that review. `ocr`: read scans.

    `runner`: where the processes are: here, or on a Dask cluster at `dask_address` (without it: one of `workers`
    processes, started here).
    """

    model_config = SettingsConfigDict(env_prefix="AKTSAM_")

    store: Path = Path("aktsam.db")
    workers: int = Field(default=2, ge=1, le=256)
    ocr: bool = True
    runner: Literal["processes", "dask"] = "processes"
    dask_address: str = ""


@cache
def settings() -> Settings:
    """The settings of this process. Raises `SettingsError` naming the variable."""
    try:
        return Settings()
    except ValidationError as e:
        names = ", ".join("AKTSAM_" + "_".join(map(str, p["loc"])).upper() for p in e.errors())
        raise SettingsError(f"Inställningen {names} har ett otillåtet värde. Rätta miljövariabeln.") from e
