"""The same versions give the same figures to the last bit, in whatever order Python keeps its sets."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMPARE = """
from pathlib import Path
from annotations.akt import read_akt
from nlp.copies.compare import compare_versions
for path in sorted(Path("annotations/sources").glob("*.akt")):
    for d in read_akt(path):
        if d.earlier:
            found = compare_versions(d.document, d.earlier)
            print(path.stem, repr(found.probability), repr(found.signs))
"""


def test_the_order_of_a_set_changes_no_figure() -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", COMPARE], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
            capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2", "3")
    ]  # fmt: skip
    assert said[0].count("Signs(") > 5
    assert said[0] == said[1] == said[2]
