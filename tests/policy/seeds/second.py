"""Seeded faults: dates, rules and identity."""

from __future__ import annotations

from tests.policy.folders import Folder, Spot
from tests.policy.seeds.table import DEFINED, fault


@fault("里不能写 silent")
def identity_silent(folder: Folder) -> Spot:
    return folder.set("profile", "name = { silent = true }")


@fault("只许写 true")
def silent_untrue(folder: Folder) -> Spot:
    return folder.set("conference", "invite_others = { silent = false }")


@fault("不能写在文件开头")
def whole_file_silent(folder: Folder) -> Spot:
    return folder.append("silent = true", name="silent.toml")


@fault("“nobody-1999”不在 [documents]")
def file_basis_of_unknown_document(folder: Folder) -> Spot:
    return folder.append('basis = "nobody-1999 一"', name="z-notes.toml")


@fault("依据不能是空的")
def file_basis_empty(folder: Folder) -> Spot:
    return folder.append('basis = ""', name="z-notes.toml")


@fault("缺少“profile.name”")
def place_without_name(folder: Folder) -> Spot:
    return folder.drop("profile", "name")


@fault("缺少“profile.division”")
def place_without_division(folder: Folder) -> Spot:
    return folder.drop("profile", "division")


@fault("缺少“profile.level”")
def place_without_level(folder: Folder) -> Spot:
    return folder.drop("profile", "level")


@fault("缺少“profile.programme”")
def place_without_programme(folder: Folder) -> Spot:
    return folder.drop("profile", "programme")


@fault("缺少“profile.version”")
def place_without_version(folder: Folder) -> Spot:
    return folder.drop("profile", "version")


@fault("缺少“profile.effective_from”")
def place_without_first_day(folder: Folder) -> Spot:
    return folder.drop("profile", "effective_from")


@fault("“profile.name”不能为空")
def name_empty(folder: Folder) -> Spot:
    return folder.set("profile", 'name = ""')


@fault("“profile.version”不能为空")
def version_of_blanks(folder: Folder) -> Spot:
    return folder.set("profile", 'version = "  "')


@fault("不能大于100")
def clock_of_a_thousand_centuries(folder: Folder) -> Spot:
    text = '"guardianship.contact" = { years = 100000, basis = "local" }'
    return folder.set("clocks", text)


@fault("不能大于1000")
def clock_of_too_many_working_days(folder: Folder) -> Spot:
    return folder.set("clocks", '"survey.urge" = { working_days = 4000000, basis = "local" }')


@fault("持续的时长只许写 days")
def rosters_kept_for_minutes(folder: Folder) -> Spot:
    return folder.set("retention", 'raw_rosters = { minutes = 5, basis = "local" }')


@fault("应当在1949-10-01与2100-12-31之间")
def place_in_force_in_9999(folder: Folder) -> Spot:
    return folder.set("profile", "effective_from = 9999-12-31")


@fault("不能小于1949")
def successor_since_year_20(folder: Folder) -> Spot:
    return folder.unit(2, code='"taxation"', since="20")


def _defined(folder: Folder, table: str, *rows: str) -> Spot:
    """A row of a table of the definitions; the spot is its last line."""
    return folder.append(f"[[definitions.{table}]]", 'basis = "local"', *rows, name=DEFINED)


def _category(folder: Folder, test: str) -> Spot:
    return _defined(folder, "difficulty.categories", 'code = "demo"', 'name = "演示"', test)


@fault("没有这样的认定结果")
def counted_as_nothing(folder: Folder) -> Spot:
    return _category(folder, 'counted_as = ["orphanage"]')


@fault("会绕成圈")
def counted_as_circle(folder: Folder) -> Spot:
    return _category(folder, 'counted_as = ["difficulty.demo"]')


@fault("里“orphan”写了两次")
def counted_as_twice(folder: Folder) -> Spot:
    return _category(folder, 'counted_as = ["orphan", "orphan"]')


@fault("不许写“hardshop”；只许写minimum_living、special_hardship、")
def circumstance_misspelt(folder: Folder) -> Spot:
    return _category(folder, 'when = ["hardshop"]')


@fault("里“both_away”写了两次")
def pattern_twice(folder: Folder) -> Spot:
    text = 'patterns = ["both_away", "one_away_other_unable", "both_away"]'
    return folder.set("definitions.left_behind", text, name=DEFINED)


@fault("只许写both_away、one_away_other_unable、one_away。")
def pattern_misspelt(folder: Folder) -> Spot:
    return folder.set("definitions.left_behind", 'patterns = ["both_awai"]', name=DEFINED)


@fault("只有残疾写 grades")
def grades_of_the_dead(folder: Folder) -> Spot:
    return _defined(folder, "orphan.parents.gone", 'cause = "dead"', "grades = [1]")


@fault("残疾须写 grades")
def disabled_without_grades(folder: Folder) -> Spot:
    return _defined(folder, "orphan.parents.gone", 'cause = "disabled"')


@fault("时须写 at_least")
def term_without_length(folder: Folder) -> Spot:
    return _defined(folder, "orphan.parents.gone", 'cause = "imprisoned"', 'measured = "term"')


@fault("不是无监护能力的原因")
def at_home_as_incapacity(folder: Folder) -> Spot:
    return _defined(folder, "orphan.parents.gone", 'cause = "at_home"')


@fault("里“1”写了两次")
def grade_twice(folder: Folder) -> Spot:
    return _defined(folder, "orphan.parents.gone", 'cause = "disabled"', "grades = [1, 1]")


@fault("看不见的控制字符（U+001B）")
def escape_in_a_name(folder: Folder) -> Spot:
    return folder.set("profile", 'name = "演示\\u001b[31m县"')


@fault("长于“guardianship.refusal”")
def alert_after_refusal(folder: Folder) -> Spot:
    return folder.set("clocks", '"guardianship.refusal_alert" = { months = 7, basis = "local" }')


@fault("长于“case.protection_order”")
def urgent_order_slower(folder: Folder) -> Spot:
    return folder.set("clocks", '"case.protection_order_urgent" = { hours = 100, basis = "local" }')


@fault("长于“revocation.recover_until”")
def recovery_ends_before_it_begins(folder: Folder) -> Spot:
    return folder.set("clocks", '"revocation.recover_from" = { years = 3, basis = "local" }')


@fault("早于“survey.summary_end”")
def feedback_before_summary(folder: Folder) -> Spot:
    return folder.set("survey", 'feedback_end = { value = "01-31", basis = "local" }')


@fault("不能小于1")
def nobody_is_young_enough(folder: Folder) -> Spot:
    return folder.set(
        "definitions.left_behind.age", 'below = { value = 0, basis = "local" }', name=DEFINED
    )


@fault("“死亡”写了两行")
def cause_twice(folder: Folder) -> Spot:
    _defined(folder, "orphan.parents.gone", 'cause = "dead"')
    return _defined(folder, "orphan.parents.gone", 'cause = "dead"')


@fault("代码“demo”写了两行")
def category_twice(folder: Folder) -> Spot:
    _category(folder, 'when = ["vagrant"]')
    return _defined(
        folder, "difficulty.categories", 'name = "再演示"', 'when = ["no_hukou"]', 'code = "demo"'
    )


@fault("代码“died”写了两行")
def exit_twice(folder: Folder) -> Spot:
    rows = ('name = "演示"', 'ends = ["orphan"]', 'code = "died"')
    _defined(folder, "exits", *rows)
    return _defined(folder, "exits", *rows)


@fault("终止周岁小于起始周岁")
def band_reversed(folder: Folder) -> Spot:
    return _defined(
        folder, "age_bands", 'code = "demo"', 'name = "演示"', "from_age = 19", "to_age = 18"
    )


@fault("与前面的年龄段重叠")
def bands_overlap(folder: Folder) -> Spot:
    rows = ('name = "演示"', "to_age = 19", "from_age = 17")
    _defined(folder, "age_bands", 'code = "one"', *rows)
    return _defined(folder, "age_bands", 'code = "two"', *rows)


@fault("却没有写 unable 的原因")
def pattern_without_reasons(folder: Folder) -> Spot:
    text = 'patterns = ["both_unable"]'
    return folder.set("definitions.orphan.parents", text, name=DEFINED)


@fault("已是另一个单位的名称或者别名")
def alias_of_another_unit(folder: Folder) -> Spot:
    folder.unit(2, code='"taxation"', name='"演示税务局"')
    return folder.unit(2, code='"charity"', aliases='["演示税务局"]', name='"演示慈善会"')


@fault("不是成员单位")
def town_as_member(folder: Folder) -> Spot:
    return folder.unit(1, code='"town"')


@fault("牵头单位的身份“lead”重复")
def two_leads(folder: Folder) -> Spot:
    folder.unit(2, code='"taxation"', part='"lead"', name='"演示税务局"')
    return folder.unit(2, code='"charity"', part='"lead"', name='"演示慈善会"')


@fault("没有需求编号“D-999”")
def requirement_that_does_not_exist(folder: Folder) -> Spot:
    return folder.target(1, d='["D-999"]', basis='"local"')


@fault("要以单位代码“town.”开头")
def duty_code_without_end(folder: Folder) -> Spot:
    return folder.duty(1, code='"town."')


@fault("“duties[")
def duty_without_words(folder: Folder) -> Spot:
    return folder.duty(1, text='""')


@fault("行政区划代码应当是")
def division_of_another_level(folder: Folder) -> Spot:
    return folder.set("profile", 'division = "990101001"')


@fault("转了一圈又是它自己")
def document_rests_on_itself(folder: Folder) -> Spot:
    return folder.append(
        "[documents.demo]",
        'number = "演示〔2020〕1号"',
        'title = "演示文件"',
        'issuer = "演示机关"',
        'status = "in_force"',
        'basis_documents = ["demo"]',
    )


@fault("没有需求编号“408”")
def anomaly_without_number(folder: Folder) -> Spot:
    return folder.append(
        "[documents.demo]",
        'number = "演示〔2020〕1号"',
        'title = "演示文件"',
        'issuer = "演示机关"',
        'status = "in_force"',
        'anomalies = ["408"]',
    )
