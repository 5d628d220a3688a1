"""Which cases may be drawn: the inclusion rule of an audit sample, in words and over the store."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nlp.errors import InputError
from outputs.audit.draw import Candidate
from outputs.audit.person import sex
from outputs.audit.words import support
from outputs.data import load
from outputs.store import Store
from outputs.store.people import User
from outputs.store.scope import scope


@dataclass(frozen=True, slots=True)
class Rule:
    """Decisions made from and to these days, in these districts. Empty `support` (LSS, SoL), `work` (yes, no: a goal
    towards work in the order), `outcome` (approved, rejected): either."""

    decided_from: dt.date
    decided_to: dt.date
    districts: tuple[str, ...]
    support: str = ""
    work: str = ""
    outcome: str = ""

    def stored(self) -> dict[str, Any]:
        """JSON-ready form, as a sample keeps it."""
        return {
            "decided_from": self.decided_from.isoformat(), "decided_to": self.decided_to.isoformat(),
            "districts": list(self.districts), "support": self.support, "work": self.work, "outcome": self.outcome,
        }  # fmt: skip

    def sentence(self) -> str:
        """The rule in Swedish, one sentence."""
        words = load("sample")["rule"]
        named = list(self.districts)
        where = named[0] if len(named) == 1 else ", ".join(named[:-1]) + " och " + named[-1]
        parts = [
            f"Beslut fattade {self.decided_from} – {self.decided_to}", f"i {where}", words["support"][self.support],
            words["work"][self.work], words["outcome"][self.outcome],
        ]  # fmt: skip
        return ", ".join(p for p in parts if p) + "."


def rule_of(given: Mapping[str, Any], user: User) -> Rule:
    """A rule from a form, a command or a stored sample. Raises `InputError` for what is lacking or not the user's."""
    try:
        first, last = (dt.date.fromisoformat(str(given[k])) for k in ("decided_from", "decided_to"))
    except ValueError as e:
        raise InputError("Ange perioden då besluten fattades: från och till, ÅÅÅÅ-MM-DD.") from e
    if last < first:
        raise InputError("Periodens slut ligger före dess början.")
    districts = tuple(sorted(set(given["districts"])))
    if not districts:
        raise InputError("Välj minst en stadsdel.")
    if not set(districts) <= user.districts:
        raise InputError("Du kan bara dra urval i dina egna stadsdelar.")
    chosen = {k: str(given.get(k) or "") for k in ("support", "work", "outcome")}
    for name, value in chosen.items():
        if value not in load("sample")["rule"][name]:
            raise InputError("Välj ett av alternativen för insats, mål mot arbete och beslut.")
    return Rule(first, last, districts, **chosen)


@dataclass(frozen=True, slots=True)
class Found:
    """The eligible cases, and how many of the districts' cases fell away for what reason (Swedish)."""

    eligible: tuple[Candidate, ...]
    left_out: dict[str, int]


def eligible(store: Store, user: User, rule: Rule) -> Found:
    """The cases of the user's districts that meet the rule. What the file does not tell meets no condition.

    A case whose review failed is eligible where the case list tells enough: that it could not be read must not keep
    it from being drawn.
    """
    found, fell = [], Counter[str]()
    for row in _rows(store, user):
        if row["district"] not in rule.districts:
            continue
        why = _why_not(row, rule)
        if why:
            fell[why] += 1
        else:
            found.append(
                Candidate(row["case"], row["district"], sex(row["gender"] or "", row["personal_number"] or "") or "")
            )
    return Found(tuple(found), dict(fell))


def _rows(store: Store, user: User) -> list[dict[str, Any]]:
    query = """
        select c."case", c.district, c.gender, c.personal_number, c.support,
            coalesce(json_extract(v.record, '$.decision.decided'), c.decided) as decided,
            json_extract(v.record, '$.decision.approved') as approved,
            json_extract(v.record, '$.decision.paragraph') as paragraph,
            coalesce(
                (select max(e.work_oriented) from elements e
                 where e."case" = c."case" and e.side = 'order' and e.kind = 'goal'),
                (select max(e.work_oriented) from elements e
                 where e."case" = c."case" and e.side = 'order' and e.kind = 'subgoal')) as work
        from cases c left join reviews v on v."case" = c."case"
        where c.removed is null
        and (case when :mail is null then c.district in (select value from json_each(:districts))
             else :mail != '' and lower(c.caseworker_mail) = :mail end)
        order by c."case"
    """
    return list(store.db.query(query, scope(user)))


def _why_not(row: Mapping[str, Any], rule: Rule) -> str:
    """Why a case falls away; empty if it meets the rule."""
    words = load("sample")["left_out"]
    if not row["decided"]:
        return str(words["no_decision"])
    if not rule.decided_from.isoformat() <= row["decided"] <= rule.decided_to.isoformat():
        return str(words["other_period"])
    for name, value in (("support", _support(row)), ("work", _work(row)), ("outcome", _outcome(row))):
        asked = getattr(rule, name)
        if asked and value != asked:
            return str(words[f"other_{name}"] if value else words[f"no_{name}"])
    return ""


def _support(row: Mapping[str, Any]) -> str:
    return support(row["support"] or "") or support(row["paragraph"] or "")


def _work(row: Mapping[str, Any]) -> str:
    return "" if row["work"] is None else "yes" if row["work"] else "no"


def _outcome(row: Mapping[str, Any]) -> str:
    return "" if row["approved"] is None else "approved" if row["approved"] else "rejected"
