"""Learn which words are common in case files, so that they are no news in a new wording.

Usage: `python -m models.copies.train_common`. Counts in how many texts (orders and plans of the pair sets, the
first 400 notes) each concept stands; never looks at an investigation of the demo cases, so these stay unseen.
Writes `common.json`.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from pathlib import Path

from annotations.akt import read_akt
from nlp.copies.normal import COMMON, content, tokens

ROOT = Path(__file__).parents[2] / "annotations"
SHARE = 0.012  # of the texts


def main() -> None:
    """Count, write and say how many."""
    texts = [d.document.text for p in sorted((ROOT / "pairs").glob("*.akt")) for d in read_akt(p)]
    with (ROOT / "notes" / "N1.jsonl").open(encoding="utf-8") as f:
        texts += [json.loads(line)["text"] for line in islice(f, 400)]
    seen = Counter(c for t in texts for c in content(tokens(t)) if not c[0].isdigit())
    words = sorted(c for c, n in seen.items() if n >= SHARE * len(texts))
    COMMON.write_text(json.dumps({"texts": len(texts), "share": SHARE, "words": words}, ensure_ascii=False) + "\n")
    print(len(texts), "texts,", len(words), "common words")


if __name__ == "__main__":
    main()
