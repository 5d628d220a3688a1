"""Sentences that their own dates and ages give away: written for another day than the document's.

Decides, in order: an age that the day of birth does not allow; a day named twice that does not agree ("förra
sommaren, 2014"); a plan or a validity whose day has passed; an application or a meeting from before the last
year; a school that the age has left; one who is dead and does something. Only years that are written out count:
half-known dates never make a statement old.
Never: history told as history ("var 25 år", "avslutades 2016", "tidigare beslut gällde t.o.m."), another person's
age without that person's year of birth.
Example: "Nuvarande beslut går ut 2021-03-26" in an investigation of 2022-09-02.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from itertools import pairwise
from typing import Any

from nlp import data
from nlp.copies.person import Person
from nlp.dates import DateMention, find_dates

PANDEMIC_OVER = dt.date(2022, 7, 1)  # restrictions were lifted in Sweden on 1 April 2022
MONTH = dt.timedelta(days=31)
ADULT = 17  # a lower age is a child's, whoever the pronoun stands for
AGE = re.compile(r"(?<![\w-])(\d{1,2})(?:\s+år(?:\s+gam\w+)?(?![\w])|-?årig\w*)")
CLAUSE = re.compile(r";|,\s(?:och|men|sedan|varefter|vilket)\s|\s(?:men|varefter|som|när|där|eftersom)\s")
COMING = re.compile(r"\b(?:ska|skall|kommer att) fylla (\d\d)\b", re.IGNORECASE)
BORN = re.compile(r"\b(?:född|f\.?)\s(?:den\s|i\s)?", re.IGNORECASE)
YEAR_WRITTEN = re.compile(r"(?:19|20)\d\d|\b\d{6}\b|[-–’']\s?\d\d$")
_GRADES = {
    w: i for i, w in enumerate(("ettan", "tvåan", "trean", "fyran", "femman", "sexan", "sjuan", "åttan", "nian"), 1)
}
GRADE = re.compile(rf"\bgår i (?:({'|'.join(_GRADES)})|(?:åk|årskurs) (\d))\b", re.IGNORECASE)


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(data.load("copies")["outdated"][name], re.IGNORECASE)


def _limit(name: str) -> dt.timedelta:
    limits: dict[str, Any] = data.load("copies")["outdated"]
    return dt.timedelta(days=limits[name])


def why_outdated(text: str, written: dt.date, person: Person, key: str | None = None) -> tuple[str, str] | None:
    """Sign and Swedish reason why a sentence cannot be true on the day it was written, or None.

    `key`: the key of the section in which it stands.
    """
    mentions = [m for m in find_dates(text, written) if YEAR_WRITTEN.search(text[m.start : m.end])]
    reasons = {
        "age": _wrong_age(text, written, person, mentions),
        "named_twice": _named_twice(text, written),
        "passed": _passed(text, written, mentions),
        "basis": _old_basis(text, written, mentions, key),
        "school": _left_school(text, written, person, mentions),
        "dead": _dead(text),
    }
    return next(((sign, why) for sign, why in reasons.items() if why), None)


def _wrong_age(text: str, written: dt.date, person: Person, mentions: list[DateMention]) -> str | None:
    if _cue("past_age").search(text):
        return None
    stated = next((int(m[1]) for m in AGE.finditer(text) if _is_present(text, m)), None)
    if stated is None and (coming := COMING.search(text)):
        stated = int(coming[1]) - 1
    if stated is None:
        return None
    birth = next((m for m in mentions if BORN.search(text[: m.start][-8:])), None)
    if birth:
        latest = written.year - birth.first.year - ((written.month, written.day) < (birth.first.month, birth.first.day))
        earliest = latest - (birth.first != birth.last)
        if stated < earliest:
            return f"Åldern {stated} år stämmer inte med födelseåret {birth.first.year}: {latest} år {written}."
        return None
    about = re.match(r"\W*([^\W\d_]+)", text)
    subject = about[1].lower() if about else ""
    if subject not in person.names and not _cue("person").match(subject):
        return None
    if stated < ADULT:
        return None
    actual = person.age(written)
    eased = person.age(written - _limit("age_margin_days"))
    if actual is not None and eased is not None and stated < eased:
        return f"Åldern {stated} år stämmer inte med födelsedatum: {actual} år {written}."
    return None


def _is_present(text: str, age: re.Match[str]) -> bool:
    """True if the age is told as of the day of writing."""
    return bool(_cue("present_age").search(text[: age.end()]) or _cue("age_ahead").match(text, age.start()))


def _named_twice(text: str, written: dt.date) -> str | None:
    """A season or year told from the day of writing, and beside it another year in figures."""
    for first, second in pairwise(find_dates(text, written)):
        between, told = text[first.end : second.start], text[first.start : first.end]
        if re.search(r"\d", told) or not re.search(r"\d{4}", text[second.start : second.end]):
            continue
        if _cue("apposition").fullmatch(between) and second.last < first.first - _limit("twice_margin_days"):
            return f"”{told}” och {text[second.start : second.end]} är inte samma tid när texten är daterad {written}."
    return None


def _passed(text: str, written: dt.date, mentions: list[DateMention]) -> str | None:
    for m in mentions:
        if m.last >= written - _limit("passed_margin_days"):
            continue
        before, words = text[: m.start], text[m.start : m.end]
        clause = CLAUSE.split(before)[-1]
        if _cue("history").search(clause) or BORN.search(clause[-8:]):
            continue
        if _cue("validity").search(clause) and _cue("valid_thing").search(text):
            return f"Tiden har gått ut: {words} var före {written}."
        if _cue("now_told").search(before):
            return f"Det som gäller ”nu” är daterat {words}, långt före {written}."
        if _cue("future").search(clause) or _cue("looked_forward").search(text[m.end :]):
            return f"Det som ska ske ligger bakåt i tiden: {words} var före {written}."
    latest = max((m.last for m in mentions), default=written)
    if _cue("pending").search(text) and latest < written - _limit("basis_margin_days"):
        return f"Ett besked väntas efter något från {latest}, mer än ett år före {written}."
    if _cue("pandemic").search(text) and written > PANDEMIC_OVER:
        return f"Pandemin var över när texten daterades {written}."
    return None


def _old_basis(text: str, written: dt.date, mentions: list[DateMention], key: str | None) -> str | None:
    """An application or a meeting on which this investigation rests, from before the last year."""
    if key not in ("application", "sources", "follow_up", None) or not mentions or _cue("earlier_basis").search(text):
        return None
    latest = max(m.last for m in mentions)
    if any(m.last - m.first > MONTH for m in mentions):
        return None
    if latest >= written - _limit("basis_margin_days"):
        return None
    if _cue("own_application").search(text) and _cue("application_made").search(text):
        return f"Ansökan är från {latest}, mer än ett år före utredningen {written}."
    if key is not None and _cue("meeting").search(text):
        return f"Samtalet som utredningen bygger på är från {latest}, mer än ett år före {written}."
    return None


def _left_school(text: str, written: dt.date, person: Person, mentions: list[DateMention]) -> str | None:
    birth = next((m.first.year for m in mentions if BORN.search(text[: m.start][-8:])), None)
    grade = GRADE.search(text)
    if birth and grade:
        number = _GRADES.get((grade[1] or "").lower()) or int(grade[2])
        if written.year - birth > number + 8:
            return f"Född {birth} och i årskurs {number}: stämmer inte {written}."
    age = person.age(written)
    subject = re.match(r"\W*([^\W\d_]+)", text)
    own = subject is not None and (subject[1].lower() in person.names or _cue("person").match(subject[1].lower()))
    if age is not None and age >= 23 and own and _cue("at_school").search(text):
        return f"Går i skolan enligt texten, men är {age} år {written}."
    return None


def _dead(text: str) -> str | None:
    return "Den som enligt texten är död beskrivs i nutid." if _cue("dead_in_present").search(text) else None


def tells_time_from_today(text: str, written: dt.date, before: dt.date) -> str | None:
    """The words that name another time on each of the two days ('förra sommaren'), if the sentence has such."""
    if (count := _cue("time_counted").search(text)) and not BORN.search(text):
        return count[0]
    if _cue("time_told").search(text) is None:
        return None
    for ours, theirs in zip(find_dates(text, written), find_dates(text, before), strict=False):
        words = text[ours.start : ours.end]
        if _cue("time_told").search(words) and not re.search(r"\d", words) and ours[2:] != theirs[2:]:
            return words
    return None


def tells_present_age(text: str) -> bool:
    """True if the sentence gives an age as of the day it was written."""
    if _cue("past_age").search(text):
        return False
    return any(_is_present(text, m) for m in AGE.finditer(text))
