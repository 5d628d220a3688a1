"""What counts as a date, and which days it names. Rows: text, anchor, the dates expected, the trap."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.dates import find_dates

ENTRY = date(2019, 10, 15)

ROWS = [
    ("FREDA ställd 2021-03-04.", None, [("2021-03-04", "2021-03-04", "2021-03-04")]),
    ("FREDA 210304 /AB", None, [("210304", "2021-03-04", "2021-03-04")]),
    ("beslut 20210304", None, [("20210304", "2021-03-04", "2021-03-04")]),
    ("Möte 4 mars 2021 kl 10", None, [("4 mars 2021", "2021-03-04", "2021-03-04")]),
    ("den 4:e mars -21", None, [("4:e mars -21", "2021-03-04", "2021-03-04")]),
    ("den 4/3 ringde", date(2021, 2, 1), [("4/3", "2021-03-04", "2021-03-04")]),
    ("uppf 12/3 -19", None, [("12/3 -19", "2019-03-12", "2019-03-12")]),
    ("bokat 9/1", date(2019, 12, 20), [("9/1", "2020-01-09", "2020-01-09")]),  # next year is nearer
    ("4/3 utan år", None, []),  # half known, no anchor
    ("sedan mars 2020", None, [("mars 2020", "2020-03-01", "2020-03-31")]),
    ("vt 2021", None, [("vt 2021", "2021-01-01", "2021-06-30")]),
    ("ht-21", None, [("ht-21", "2021-07-01", "2021-12-31")]),
    ("hösten 2019", None, [("hösten 2019", "2019-09-01", "2019-11-30")]),
    ("BUP 2015–2017", None, [("2015–2017", "2015-01-01", "2017-12-31")]),
    ("diagnos 2017.", None, [("2017", "2017-01-01", "2017-12-31")]),
    ("förra sommaren var X hemma", ENTRY, [("förra sommaren", "2018-06-01", "2018-08-31")]),
    ("i våras", ENTRY, [("i våras", "2019-03-01", "2019-05-31")]),
    ("i höstas", date(2019, 2, 1), [("i höstas", "2018-09-01", "2018-11-30")]),  # autumn before
    ("tid v. 12", date(2019, 2, 1), [("v. 12", "2019-03-18", "2019-03-24")]),
    ("i maj förra året", ENTRY, [("maj förra året", "2018-05-01", "2018-05-31")]),
    ("vid årsskiftet", ENTRY, [("årsskiftet", "2019-12-31", "2020-01-01")]),
    ("i december", ENTRY, [("i december", "2019-12-01", "2019-12-31")]),
    ("mötet igår", ENTRY, [("igår", "2019-10-14", "2019-10-14")]),
    ("i fredags", ENTRY, [("i fredags", "2019-10-11", "2019-10-11")]),
    ("på torsdag", ENTRY, [("på torsdag", "2019-10-17", "2019-10-17")]),
    ("rev. 2019-12", None, [("2019-12", "2019-12-01", "2019-12-31")]),
    ("5/10–9/10", ENTRY, [("5/10", "2019-10-05", "2019-10-05"), ("9/10", "2019-10-09", "2019-10-09")]),
    ("gäller 2019-01-01 – 2020-12-31", None, [("2019-01-01", "2019-01-01", "2019-01-01"), ("2020-12-31",) * 3]),
    ("född 940304", None, [("940304", "1994-03-04", "1994-03-04")]),  # not 2094
    ("940304-1234", None, []),  # personal number
    ("19940304-1234", None, []),  # personal number
    ("tel 08-508 25 000, 070-123 45 67", None, []),  # telephone
    ("2 019 kr i hyra, 2019 kronor", None, []),  # amounts
    ("SoL (2001:453) 11 kap. 5 §", None, []),  # law
    ("närvaro 4/5 dagar", ENTRY, []),  # a share
    ("kl 10.15–11", ENTRY, []),  # clock
    ("2019-02-30", None, []),  # no such day
    ("Maj ringde", ENTRY, []),  # a name
    ("9 § 10 LSS", ENTRY, []),
]


@pytest.mark.parametrize(("text", "anchor", "expected"), ROWS)
def test_dates_are_found_and_resolved(text: str, anchor: date | None, expected: list[tuple[str, str, str]]) -> None:
    found = find_dates(text, anchor)
    assert [(text[d.start : d.end], d.first.isoformat(), d.last.isoformat()) for d in found] == expected
