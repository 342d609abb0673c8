"""`python -m bench.generator --children 30000 --seed 1 --out DIR`: rosters, truth.csv and pairs.csv."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.generator.make import write
from bench.generator.scenarios import SCENARIOS


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenario", choices=sorted(SCENARIOS), default="plain")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    for path in write(chosen.out, chosen.children, chosen.seed, chosen.scenario):
        print(path)


if __name__ == "__main__":
    main()
