"""The errors of Aktsam, drawn as a tree.

AktsamError                 its text is Swedish, for the user; it names files and remedies, never case text
├── InputError              what was given cannot be used as it is
│   ├── FileUnreadable      one file; carries the `Status` that the file gets
│   └── CaseListError       the case system's list
├── ModelError              weights are lacking, damaged or of another version
├── SettingsError           a setting or a data file is wrong
└── StoreError              the store cannot be opened, is locked or damaged
"""

from __future__ import annotations

from nlp.types import Status


class AktsamError(Exception):
    """Base of all errors that a user may see."""


class InputError(AktsamError):
    """What was given cannot be used as it is."""


class FileUnreadable(InputError):
    """One file cannot be (wholly) read; `status` is what its row says."""

    def __init__(self, message: str, status: Status) -> None:
        super().__init__(message)
        self.status = status


class CaseListError(InputError):
    """The case system's list cannot be used."""


class ModelError(AktsamError):
    """Weights are lacking, damaged or of another version."""


class SettingsError(AktsamError):
    """A setting or a data file is wrong."""


class StoreError(AktsamError):
    """The store cannot be opened, is locked or damaged."""
