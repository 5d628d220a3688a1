"""Data files: one folder of a municipality's own overrides all, so names must be told apart."""

from nlp import data
from outputs import data as pages


def test_no_two_data_files_share_a_name() -> None:
    ours, theirs = ({p.name for p in folder.glob("*.toml")} for folder in (data.HERE, pages.HERE))
    assert ours
    assert theirs
    assert not ours & theirs
