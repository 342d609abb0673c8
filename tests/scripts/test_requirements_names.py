"""要求清单 names no official: a speech is cited by the post, printed names are left out."""

from __future__ import annotations

import re
import runpy
import tomllib

from tonghu.policy.places import shipped

ROOT = shipped().parent
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "make_requirements.py"), run_name="scripts")
LIST = """\
## Part A. Definitions
| ID | Source+clause | Who | What |
|---|---|---|---|
| D-016 M | NA ¶甲某某 | Key links: 摸底排查 | what |
| D-047 M | NA ¶3, ¶甲 | convenor | plenary once a year |
## Part S. Anomalies
| ID | Finding |
|---|---|
| D-402 | DL: two-character names with inner space (甲 乙, 丙 丁) and double blank |
"""


def test_reading_the_list_again_keeps_names_out() -> None:
    speech, meeting, names = SCRIPT["read"](LIST)
    assert (speech.source, meeting.source) == ("NA ¶部长讲话", "NA ¶3, ¶部长讲话")
    assert names.title == "DL: two-character names with inner space and double blank"


def test_the_committed_list_and_the_profiles_cite_no_speaker() -> None:
    rows = tomllib.loads((ROOT / "docs" / "requirements.toml").read_text(encoding="utf-8"))
    cited = " ".join(row["source"] for row in rows.values())
    cited += (ROOT / "profiles" / "cn" / "profile.toml").read_text(encoding="utf-8")
    assert set(re.findall(r"¶[\u4e00-\u9fff]+", cited)) == {"¶部长讲话"}
