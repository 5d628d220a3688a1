"""What the terminal shows of reviews: a summary of a run, and the flags of one case with their quotes."""

from __future__ import annotations

from collections import Counter
from textwrap import shorten
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

SEVERITY = {"high": "[red]● Hög[/red]", "medium": "[yellow]◐ Medel[/yellow]", "low": "○ Låg"}
VERDICT = {
    "full": "helt",
    "partial": "delvis",
    "none": "inte",
    "plan_missing": "plan saknas",
    "not_applicable": "ej tillämpligt",
    None: "kan inte bedömas",
}
RELATION = {"changed": "ändrad", "missing": "saknas", "added": "tillagd"}
COMPARED = ("plan_does_not_conform", "plan_conforms_partly")
QUOTED = 240
"""Characters of a quote that the terminal shows."""


def summary_table(console: Console, summary: Any, records: list[dict[str, Any]], failures: dict[str, str]) -> None:
    """Cases with their flags by severity, most urgent first; then what failed and what the run did."""
    table = Table(title="Ärenden att titta på", title_justify="left", header_style="bold")
    for column in ("Ärende", "● Hög", "◐ Medel", "○ Låg", "Överensstämmelse", "Flaggor"):
        table.add_column(column, justify="right" if column[0] in "●◐○" else "left")
    ranked = sorted(records, key=lambda r: [-_count(r)[s] for s in SEVERITY])
    for record in ranked:
        count = _count(record)
        labels = ", ".join(flag["label"] for flag in record["flags"]) or "Inga flaggor"
        verdict = VERDICT[record["conformity"]["verdict"]]
        table.add_row(escape(record["case"]), *(str(count[s]) for s in SEVERITY), verdict, escape(labels))
    console.print(table)
    for case, reason in failures.items():
        console.print(f"[red]Misslyckades[/red] {escape(case)}: {escape(reason)}")
    for record in records:
        for file in record["unread"]:
            console.print(
                f"Inte (helt) läst: {escape(record['case'])}, {escape(file['file'])}: {escape(file['message'])}"
            )
    console.print(
        f"{summary.cases} ärenden: {summary.reviewed} granskade, {summary.unchanged} oförändrade sedan förra "
        f"körningen, {summary.failed} misslyckade."
    )
    if summary.without_folder:
        console.print(f"{summary.without_folder} ärenden i listan saknar mapp.")
    if summary.not_in_list:
        console.print(f"{summary.not_in_list} mappar finns inte i listan.")


def _count(record: dict[str, Any]) -> Counter[str]:
    return Counter(flag["severity"] for flag in record["flags"])


def case_view(console: Console, record: dict[str, Any]) -> None:
    """One case: its verdict and its flags, each with quotes, file and page, or where was searched."""
    verdict = VERDICT[record["conformity"]["verdict"]]
    console.print(f"[bold]{escape(record['case'])}[/bold]  sett från {record['as_of']}  överensstämmelse: {verdict}")
    for flag in record["flags"]:
        console.print(f"\n{SEVERITY[flag['severity']]}  [bold]{escape(flag['message'])}[/bold]")
        if flag["code"] in COMPARED:
            _links(console, record)
            continue
        for e in flag["evidence"]:
            console.print(f"    {_quote(e)}")
            if e.get("reason"):
                console.print(f"        {escape(e['reason'])}")
        if flag["searched"]:
            console.print(f"    [dim]Sökt i: {escape(', '.join(flag['searched']))}[/dim]")
    if not record["flags"]:
        console.print("Inga flaggor.")


def _links(console: Console, record: dict[str, Any]) -> None:
    """What is changed, missing and added, the order's words beside the plan's, and why."""
    elements = {e["id"]: e for part in ("order", "plan") for e in record[part]["elements"]}
    for link in sorted((k for k in record["conformity"]["links"] if k["relation"] in RELATION), key=_rank):
        console.print(f"    {RELATION[link['relation']]}" + (f": {escape(link['reason'])}" if link["reason"] else ""))
        for part, ids in (("beställning", [link["order"]]), ("plan", link["plan"])):
            for element in (elements[i] for i in ids if i):
                console.print(f"        {part} {_quote(element)}")


def _rank(link: dict[str, Any]) -> int:
    return list(RELATION).index(link["relation"])


def _quote(evidence: dict[str, Any]) -> str:
    """The words with file and page; a long passage is shortened, it stands whole in its document."""
    words = shorten(" ".join(evidence["text"].split()), QUOTED, placeholder=" …")
    return f"”{escape(words)}”  [dim]{escape(evidence['file'])}, sida {evidence['page']}[/dim]"
