"""Make the table of lunar months 1995–2040 that lets a lunar birthday be read as a solar date.

Run once, by hand, with `uv run --group tables python scripts/make_lunar.py`. Source: lunar_python
(MIT). One line a month: lunar year, month (negative: leap month), first day as a solar date.
"""

from pathlib import Path

from lunar_python import LunarYear

OUT = Path(__file__).parent.parent / "src/tonghu/reconcile/engine/canonical/data/lunar.txt"


def main() -> None:
    """Write the table."""
    lines = []
    for year in range(1995, 2041):
        for month in LunarYear.fromYear(year).getMonths():
            if month.getYear() == year:
                first = month.getFirstJulianDay()
                day = int(first + 0.5) - 2440588  # days since 1970-01-01
                lines.append(f"{year} {month.getMonth()} {day}")
    OUT.write_text("\n".join(lines) + "\n", encoding="ascii")
    print(len(lines), "months")


if __name__ == "__main__":
    main()
