"""The second reader's reviews are case reviews as the schema says, so that any scorer can read them."""

import json
from pathlib import Path

import jsonschema

import annotations

FOLDER = Path(annotations.__file__).parent


def test_reviews_follow_the_schema() -> None:
    schema = json.loads((FOLDER / "evaluation" / "case-review.schema.json").read_text(encoding="utf-8"))
    lines = (FOLDER / "second_reader" / "reviews.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 10
    for line in lines:
        jsonschema.validate(json.loads(line), schema)
