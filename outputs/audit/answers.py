"""Who is asked, and what each case answers. Named by the layout (`outputs/data/audit.toml`).

An answer is None where it is not known; such a case is not among the asked. Every field of `CaseFacts` is an answer
as it stands; here are those that are worked out. Denominators and definitions: 2021 audit, rules R1 to R13.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from nlp.errors import SettingsError
from outputs.audit.facts import CaseFacts
from outputs.data import load

FIELDS = frozenset(f.name for f in fields(CaseFacts))
DIAGNOSES = ("asperger", "depression", "psychosis", "anxiety", "eips", "bipolar")
ENDED = ("employment", "studies", "moved", "employment_service", "unknown_reason")
ONWARD = ("employment", "studies", "employment_service")
FOLLOWED_UP = ("documented", "noted")

Asked = Callable[[CaseFacts], bool]
Answer = Callable[[CaseFacts], Any]


def is_asked(name: str) -> Asked:
    """The denominator of that name. Raises `SettingsError`."""
    if name not in ASKED:
        raise SettingsError(f"audit.toml: nämnaren {name} finns inte. Välj en av {', '.join(sorted(ASKED))}.")
    return ASKED[name]


def answer_to(name: str) -> Answer:
    """The answer of that name: one of `ANSWERS` or a field of `CaseFacts`. Raises `SettingsError`."""
    if name in ANSWERS:
        return ANSWERS[name]
    if name not in FIELDS:
        raise SettingsError(f"audit.toml: svaret {name} finns inte. Rätta namnet.")
    return attrgetter(name)


def _renewed(f: CaseFacts) -> bool:
    return f.approved is True and f.first is not True


def _carried_out_due(f: CaseFacts) -> bool:
    """An approval whose time for starting has run out on the day looked from."""
    return f.approved is True and f.decided is not None and f.decided + _time_to_start() < f.as_of


def _not_carried_out(f: CaseFacts) -> bool | None:
    if f.decided is not None and f.started is not None and f.started <= f.decided + _time_to_start():
        return False
    return True if f.start_known else None


def _time_to_start() -> dt.timedelta:
    return dt.timedelta(days=load("audit")["limits"]["days_to_start"])


def _consent(f: CaseFacts) -> str | None:
    """The exclusive answer of R8: documented (given or refused), contact without, no information."""
    if f.consent in ("given", "refused"):
        return "documented"
    if f.consent is None or f.contact_without_consent is None:
        return None
    return "contact_without" if f.contact_without_consent else "none"


def _outcome(f: CaseFacts) -> str | None:
    return "ended" if f.outcome in ENDED else f.outcome


def _stronger_cooperation(f: CaseFacts) -> bool | None:
    return _any(f.af, f.iwork, f.fk, f.outcome == "employment_service")


def _any(*answers: bool | None) -> bool | None:
    return True if True in answers else None if None in answers else False


def _to_work(f: CaseFacts) -> bool | None:
    return None if f.outcome is None else f.outcome == "employment"


def _onward_year(f: CaseFacts) -> str | None:
    """The year in which the person went on to work, studies or the employment service; "" if she did not."""
    if f.outcome not in ONWARD:
        return None if f.outcome is None else ""
    return str(f.outcome_date.year) if f.outcome_date else "?"


def _quarter(f: CaseFacts) -> str | None:
    return f"{f.decided.year} kv {(f.decided.month + 2) // 3}" if f.decided else None


def _hours(f: CaseFacts) -> str:
    return f"{f.hours[0]}-{f.hours[1]}" if f.hours else "none"


def _long(f: CaseFacts) -> bool | None:
    return None if f.pages is None else f.pages >= load("audit")["limits"]["long_pages"]


def _names(diagnosis: str) -> Answer:
    return lambda f: None if f.diagnoses is None else diagnosis in f.diagnoses


ASKED: dict[str, Asked] = {
    "all": lambda f: True,
    "approved": lambda f: f.approved is True,
    "renewed": _renewed,
    "current_investigation": lambda f: f.investigation_current is True,
    "current_plan": lambda f: f.approved is True and f.plan == "current",
    "no_current_plan": lambda f: f.approved is True and f.plan in ("late", "outdated", "missing"),
    "followed_up": lambda f: _renewed(f) and f.follow_up in FOLLOWED_UP,
    "parents": lambda f: f.minor_children is True,
    "represented": lambda f: f.representative not in (None, "none"),
    "care": lambda f: f.care is True,
    "ended": lambda f: f.approved is True and f.outcome in ENDED,
    "onward": lambda f: f.approved is True and f.outcome in ONWARD,
    "social_services_act": lambda f: f.support == "SoL" and f.approved is True,
    "due": _carried_out_due,
}

ANSWERS: dict[str, Answer] = {
    "in_audit": lambda f: True,
    "follow_up_told": lambda f: None if f.follow_up is None else f.follow_up in FOLLOWED_UP,
    "first_decision": lambda f: f.first is True,
    "consent_exclusive": _consent,
    "outcome_group": _outcome,
    "psychiatry": lambda f: None if f.care is None else f.care_place == "psychiatry",
    "onward_year": _onward_year,
    "to_work": _to_work,
    "stronger_cooperation": _stronger_cooperation,
    "quarter": _quarter,
    "not_carried_out": _not_carried_out,
    "hours_interval": _hours,
    "long_investigation": _long,
    "support_law": lambda f: f.support or None,
    "purpose_told": lambda f: f.purpose or "unclear",
    **{
        f"diagnosis_{group}": _names(group)
        for group in ("asperger", "depression", "psychosis", "anxiety", "eips", "bipolar")
    },
}
