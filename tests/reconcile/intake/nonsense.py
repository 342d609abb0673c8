"""A child that answers what the test wrote into its folder."""

import sys
from pathlib import Path

sys.stdin.readline()
sys.stdout.write(Path("answer.txt").read_text(encoding="utf-8") + "\n")
sys.stdout.flush()
