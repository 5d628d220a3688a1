"""The forms that dates have in Swedish text, and the days that each form names, read from the day it was written on.

`FORMS` in order of precedence: pattern, resolver, whether it needs a figure, and signs one of which must stand in the
text (lower case) for the pattern to be worth trying. A resolver gives first and last day, None without an anchor where
one is needed, and raises `ValueError` for a day that no calendar has. `NO_DATES`: figures that only look like dates.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable

Span = tuple[dt.date, dt.date]
_FULL_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_MONTH = {name: i for i, name in enumerate(_FULL_MONTHS.split("|"), 1)}
_MONTH |= {"jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8}
_MONTH |= {"sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12}
_SEASON = {"vinter": (1, 2), "vår": (3, 5), "sommar": (6, 8), "höst": (9, 11), "vt": (1, 6), "ht": (7, 12)}
_SEASON_FORM = {"våras": "vår", "somras": "sommar", "höstas": "höst", "vintras": "vinter"}
_SEASON_FORM |= {f: s for s in ("vår", "höst", "vinter") for f in (s, s + "en")} | {"hösten": "höst"}
_SEASON_FORM |= {"vintern": "vinter", "sommar": "sommar", "sommaren": "sommar"}
_SEASON_FORM |= {"vårterminen": "vt", "höstterminen": "ht", "vt": "vt", "ht": "ht"}
_WEEKDAY = {"mån": 0, "tis": 1, "ons": 2, "tors": 3, "fre": 4, "lör": 5, "sön": 6}
_COUNT = {
    "ett": 1,
    "en": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "nio": 9,
    "tio": 10,
}

_B = r"(?<![\w§/:.,-])"  # nothing that belongs to a number before
_E = r"(?![\w§/-]|:\d|[.,]\d)"
_YEAR = r"(?:19[3-9]\d|20[0-4]\d)"
_SHORT_YEAR = rf"(?:{_YEAR}|[-–’'´]\s?\d\d(?!\d))"
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_SEASONS = "|".join(sorted(_SEASON_FORM, key=len, reverse=True))
_LAST_NEXT = r"(?:förra året|föregående år|i fjol|i år|innevarande år|nästa år)"


def _day(year: int, month: int, day: int) -> Span:
    d = dt.date(year, month, day)
    return d, d


def _month(year: int, month: int) -> Span:
    return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])


def _months(year: int, first: int, last: int) -> Span:
    return _month(year, first)[0], _month(year, last)[1]


def _year(digits: str, anchor: dt.date | None) -> int:
    """'2019', '-19', '19': two digits mean the latest such year that is not over ten years ahead."""
    value = int(re.sub(r"\D", "", digits))
    if value >= 100:
        return value
    latest = (anchor.year if anchor else 2035) + 10
    return value + 2000 if value + 2000 <= latest else value + 1900


def _nearest(make: Callable[[int], Span], anchor: dt.date) -> Span:
    """The span of that part of a year that lies nearest to the anchor."""
    spans = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            spans.append(make(year))
        except ValueError:  # 29 February
            continue
    return min(spans, key=lambda s: abs((s[0] + (s[1] - s[0]) / 2 - anchor).days))


def _shifted(words: str, anchor: dt.date) -> int:
    if "förra" in words or "föregående" in words or "fjol" in words:
        return anchor.year - 1
    return anchor.year + 1 if "nästa" in words else anchor.year


def _in_year(words: str | None, anchor: dt.date | None, make: Callable[[int], Span]) -> Span | None:
    """The span in the year that `words` name ('2019', '-19', 'förra året'), else nearest to the anchor."""
    if words and re.search(r"\d", words):
        return make(_year(words, anchor))
    if anchor is None:
        return None
    return make(_shifted(words.lower(), anchor)) if words else _nearest(make, anchor)


def _iso_day(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    return _day(_year(m["y"], anchor), int(m["m"]), int(m["d"]))


def _iso_month(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    return _month(int(m["y"]), int(m["m"]))


def _day_month(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    return _in_year(m["y"], anchor, lambda y: _day(y, int(m["m"]), int(m["d"])))


def _named_day(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    month = _MONTH[m["m"].lower()]
    return _in_year(
        m["y"], anchor, lambda y: (dt.date(y, month, int(m["d"])), dt.date(y, month, int(m["d2"] or m["d"])))
    )


def _named_month(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    return _in_year(m["y"], anchor, lambda y: _month(y, _MONTH[m["m"].lower()]))


def _bare_month(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    return _in_year(None, anchor, lambda y: _month(y, _MONTH[m["m"].lower()]))


def _season(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    first, last = _SEASON[_SEASON_FORM[m["s"].lower()]]
    if m["y"]:
        return _months(_year(m["y"], anchor), first, last)
    if anchor is None:
        return None
    before = (m["before"] or "").lower()
    if "förra" in before or "nästa" in before:
        return _months(_shifted(before, anchor), first, last)
    ended = m["s"].lower().endswith("as")  # 'i höstas' is past
    year = anchor.year - 1 if ended and anchor < dt.date(anchor.year, last, 1) else anchor.year
    return _months(year, first, last) if ended else _nearest(lambda y: _months(y, first, last), anchor)


def _week(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    def make(year: int) -> Span:
        last = m["w2"] or m["w"]
        return dt.date.fromisocalendar(year, int(m["w"]), 1), dt.date.fromisocalendar(year, int(last), 7)

    return _in_year(m["y"], anchor, make)


def _turn_of_year(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    if m["half"]:
        return _in_year(m["y"], anchor, lambda y: (dt.date(y, 6, 30), dt.date(y, 7, 1)))
    return _in_year(m["y"], anchor, lambda y: (dt.date(y, 12, 31), dt.date(y + 1, 1, 1)))


def _holiday(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    first, last = {"j": ((12, 20), (12, 31)), "m": ((6, 19), (6, 26))}[m["h"][0].lower()]
    return _in_year(m["y"], anchor, lambda y: (dt.date(y, *first), dt.date(y, *last)))


def _years(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    last = m["y2"]
    first = int(m["y"])
    end = first if last is None else int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return (dt.date(first, 1, 1), dt.date(end, 12, 31)) if end >= first else None


def _relative_year(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    return _months(_shifted(m[0].lower(), anchor), 1, 12) if anchor else None


def _years_ago(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    if anchor is None:
        return None
    n = _COUNT.get(m["n"].lower()) or int(m["n"])
    if m["u"].startswith("år"):
        return _months(anchor.year - n, 1, 12)
    if m["u"].startswith("mån"):
        whole = anchor.year * 12 + anchor.month - 1 - n
        return _month(whole // 12, whole % 12 + 1)
    return _iso_week(anchor - dt.timedelta(weeks=n))


def _iso_week(day: dt.date) -> Span:
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


def _relative_day(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    if anchor is None:
        return None
    word = re.sub(r"\s", "", m[0].lower())
    shift = {"idag": 0, "igår": -1, "iförrgår": -2, "imorgon": 1, "imorron": 1, "iövermorgon": 2}[word]
    return (anchor + dt.timedelta(days=shift),) * 2


def _relative_week(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    return _iso_week(anchor + dt.timedelta(weeks=-1 if "förra" in m[0].lower() else 1)) if anchor else None


def _weekday(m: re.Match[str], anchor: dt.date | None) -> Span | None:
    if anchor is None:
        return None
    past = m["p"].lower() == "i"
    ahead = (_WEEKDAY[m["w"].lower()] - anchor.weekday()) % 7 or 7
    if past:
        ahead = ahead - 7 or -7
    return (anchor + dt.timedelta(days=ahead),) * 2


NO_DATES = re.compile(
    r"(?<!\d)(?:19|20)?\d{6}\s?[-+–]\s?[\dxX*]{4}(?!\d)"  # personal number
    r"|(?<!\d)(?:19|20)?\d{6}(?:-|\s?)[tT]\d\d[0-9xX]"  # coordination number
    r"|(?<![\d/.–-])0\d{1,3}\s?[-–/]\s?\d{2,3}(?:[ -]?\d{2,3}){1,3}(?!\d)"  # telephone
    r"|(?<!\d)\d{4}:\d+"  # law
    r"|(?<!\d)\d[\d .]*(?:,\d+)?\s?(?:kr|kronor|sek|tkr)\b|(?<!\d)\d[\d .]*:-"  # amount
    r"|\bkl\.?\s?\d{1,2}(?:[.:]\d\d)?(?:\s?[-–]\s?\d{1,2}(?:[.:]\d\d)?)?"  # clock
    r"|(?<![\d/])\d/\d{1,2}\s(?:av\b|dagar|dgr|tid\b|tablett|delar|pass|tillfällen|gånger)"  # share
    r"|\b(?:dnr|diarienr|ärendenr|ärende)\.?:?\s?[\d./-]+"
    r"|\b\d+\s?[a-z]?\s?§|§+\s?\d+",
    re.IGNORECASE,
)
_BEFORE_MONTH = r"i|under|till|från|fr|sedan|innan|före|efter|senast|slutet av|början av|mitten av"
_NAMED_DAY = (
    rf"{_B}(?P<d>[0-3]?\d)(?::?[ea])?(?:\s?[-–]\s?(?P<d2>[0-3]?\d)(?::?[ea])?)?\s(?P<m>{_NAMES})\b\.?"
    rf"(?:,?\s?(?:år\s)?(?P<y>{_SHORT_YEAR}{_E}|{_LAST_NEXT}))?"
)
_WEEK = (
    r"(?<!\w)v(?:ecka|\.)?\s?(?P<w>[0-5]?\d)(?:\s?[-–]\s?(?P<w2>[0-5]?\d))?"
    rf"(?:[,\s]+(?:år\s)?(?P<y>{_YEAR}))?{_E}"
)
_Resolver = Callable[[re.Match[str], dt.date | None], Span | None]
_IN_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_IN_SEASONS = ("vår", "höst", "vint", "somm", "somr", "vt", "ht")
_IN_YEARS = ("år", "fjol")
_ALWAYS = ("",)
FORMS: tuple[tuple[re.Pattern[str], _Resolver, bool, tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), resolver, in_figures, signs)
    for pattern, resolver, in_figures, signs in (  # a form is looked for only where its figures and signs can be
        (rf"{_B}(?P<y>{_YEAR})(?P<s>[-/.–])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?){_E}", _iso_day, True, _ALWAYS),
        (rf"{_B}(?P<y>{_YEAR})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d){_E}", _iso_day, True, _ALWAYS),
        (rf"{_B}(?P<y>\d\d)(?P<s>-?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>[0-3]\d){_E}", _iso_day, True, _ALWAYS),
        (_NAMED_DAY, _named_day, True, _IN_MONTHS),
        (rf"{_B}(?P<d>[0-3]?\d)\s?/\s?(?P<m>1[0-2]|0?[1-9])\s?(?P<y>{_SHORT_YEAR})(?!\w)", _day_month, True, _ALWAYS),
        (
            rf"{_B}(?P<d>[0-3]?\d)(?P<s>[/.-])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<y>{_YEAR}|\d\d){_E}",
            _day_month,
            True,
            _ALWAYS,
        ),
        (
            rf"(?<!\w)(?P<m>{_NAMES})\.?\s?(?:månad\s|år\s)?(?P<y>{_SHORT_YEAR}{_E}|{_LAST_NEXT})",
            _named_month,
            False,
            _IN_MONTHS,
        ),
        (rf"{_B}(?P<y>{_YEAR})[-/](?P<m>0[1-9]|1[0-2]){_E}", _iso_month, True, _ALWAYS),
        (
            rf"(?<!\w)(?P<before>)(?P<s>{_SEASONS})\.?\s?(?:år\s)?(?P<y>{_SHORT_YEAR}|(?<=[vh]t)\d\d){_E}",
            _season,
            True,
            _IN_SEASONS,
        ),
        (
            rf"(?<!\w)(?P<half>halv)?årsskiftet(?:\s(?P<y>{_YEAR})(?:[/–-]\d+)?{_E})?",
            _turn_of_year,
            False,
            ("årsskiftet",),
        ),
        (
            rf"(?<!\w)(?P<h>julen?|midsommar(?:en)?)\b(?:\s(?P<y>{_SHORT_YEAR}){_E})?",
            _holiday,
            False,
            ("jul", "midsommar"),
        ),
        (_WEEK, _week, True, ("v",)),
        (rf"{_B}(?P<d>[0-3]?\d)/(?P<m>1[0-2]|0?[1-9])(?P<y>){_E}", _day_month, True, _ALWAYS),
        (rf"(?<!\w)(?:{_BEFORE_MONTH})\s(?!jul\b|mar\b)(?P<m>{_NAMES})\b", _bare_month, False, _IN_MONTHS),
        (
            rf"(?<!\w)(?P<before>förra|nästa|i|till|under|sedan|den här)\s(?P<s>{_SEASONS})\b(?P<y>)",
            _season,
            False,
            _IN_SEASONS,
        ),
        (rf"{_B}(?P<y>{_YEAR})(?:\s?[-–/]\s?(?P<y2>{_YEAR}|\d\d))?{_E}", _years, True, _ALWAYS),
        (rf"(?<!\w){_LAST_NEXT}\b", _relative_year, False, _IN_YEARS),
        (
            rf"(?<!\w)för\s(?P<n>\d+|{'|'.join(_COUNT)})\s(?P<u>år|månad(?:er)?|veck(?:a|or))\ssedan",
            _years_ago,
            False,
            ("sedan",),
        ),
        (
            r"(?<!\w)(?:i\s?dag|i\s?går|i\s?förrgår|i\s?mor(?:g|r)on|i\s?övermorgon)\b",
            _relative_day,
            False,
            ("dag", "går", "morgon", "morron"),
        ),
        (r"(?<!\w)(?:förra veckan|nästa vecka)\b", _relative_week, False, ("förra veckan", "nästa vecka")),
        (r"(?<!\w)(?P<p>i|på)\s(?P<w>mån|tis|ons|tors|fre|lör|sön)dags?\b", _weekday, False, ("dag",)),
    )
)
