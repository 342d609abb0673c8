"""`python -m bench`: measure, or with --quality-only score an answer that exists."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from bench.score import load_truth, score_folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quality-only", action="store_true")
    parser.add_argument("--answer", type=Path)
    parser.add_argument("--truth", type=Path)
    chosen = parser.parse_args()
    found = score_folder(chosen.answer, load_truth(chosen.truth))
    print(json.dumps(asdict(found), indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
