"""What the terminal shows of reviews: a summary of a run, and the flags of one case with their quotes."""

from __future__ import annotations

from collections import Counter
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
        for e in flag["evidence"]:
            quote = " ".join(e["text"].split())
            console.print(f"    ”{escape(quote)}”  [dim]{escape(e['file'])}, sida {e['page']}[/dim]")
        if flag["searched"]:
            console.print(f"    [dim]Sökt i: {escape(', '.join(flag['searched']))}[/dim]")
    if not record["flags"]:
        console.print("Inga flaggor.")
