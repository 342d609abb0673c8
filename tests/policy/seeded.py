"""Faults people make in a profile: each function makes one and says where it is.

The word beside each function must stand in the sentence that refuses it.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.policy.folders import Folder, Spot
from tonghu.policy import load
from tonghu.policy.seals import seal

Fault = Callable[[Folder], Spot]
DEFINED = "definitions.toml"
FAULTS: dict[str, tuple[Fault, str]] = {}


def fault(says: str) -> Callable[[Fault], Fault]:
    """Registers a fault with a word of its refusal."""

    def register(function: Fault) -> Fault:
        FAULTS[function.__name__] = (function, says)
        return function

    return register


@fault("不认识的键“surprise”")
def unknown_key(folder: Folder) -> Spot:
    return folder.set("conference", "surprise = 1")


@fault("不认识的键“nonsense”")
def unknown_section(folder: Folder) -> Spot:
    return folder.append("[nonsense]", 'basis = "local"', at=0)


@fault("应当是整数")
def text_for_number(folder: Folder) -> Spot:
    return folder.set("conference", 'plenary_per_year = "一次"')


@fault("应当是 true 或者 false")
def text_for_truth(folder: Folder) -> Spot:
    return folder.set("conference", 'seal = "无"')


@fault("应当是日期")
def text_for_date(folder: Folder) -> Spot:
    return folder.set("profile", 'effective_from = "2017年9月1日"')


@fault("应当是数组")
def word_for_list(folder: Folder) -> Spot:
    return folder.set("emergency", 'informs = "town"')


@fault("没有依据")
def missing_basis(folder: Folder) -> Spot:
    return folder.target(0)


@fault("“nobody-1999”不在 [documents]")
def basis_names_unknown_document(folder: Folder) -> Spot:
    return folder.target(1, basis='"nobody-1999 三(三)"')


@fault("所指的文件“nobody-1999”")
def target_of_unknown_document(folder: Folder) -> Spot:
    return folder.target(1, document='"nobody-1999"', basis='"local"')


@fault("不能用hours（小时）计")
def hours_for_a_clock_of_months(folder: Folder) -> Spot:
    return folder.set("clocks", '"guardianship.refusal" = { hours = 6, basis = "local" }')


@fault("不能用working_days")
def days_for_a_clock_of_minutes(folder: Folder) -> Spot:
    return folder.set("clocks", '"report.immediate" = { working_days = 1, basis = "local" }')


@fault("不能小于1")
def negative_duration(folder: Folder) -> Spot:
    return folder.set("clocks", '"visit.regular" = { days = -3, basis = "local" }')


@fault("持续的时长只许写 days")
def rosters_kept_for_working_days(folder: Folder) -> Spot:
    return folder.set("retention", 'raw_rosters = { working_days = 10, basis = "local" }')


@fault("不认识的键“households”")
def duration_in_households(folder: Folder) -> Spot:
    return folder.set("clocks", '"visit.regular" = { households = 30, basis = "local" }')


@fault("须写且只写一个计量单位")
def duration_in_two_units(folder: Folder) -> Spot:
    return folder.set("clocks", '"visit.regular" = { days = 3, weeks = 1, basis = "local" }')


@fault("词表里没有时限“case.teleport”")
def unknown_clock(folder: Folder) -> Spot:
    return folder.set("clocks", '"case.teleport" = { days = 3, basis = "local" }')


@fault("没有任何程序用它")
def clock_without_use(folder: Folder) -> Spot:
    path = folder.root / "vocabulary.toml"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = lines.index("[clocks]") + 1
    model = next(row for row in lines if row.startswith('"visit.regular"'))
    lines.insert(at, model.replace('"visit.regular"', '"visit.idle"'))
    path.write_text("\n".join(lines), encoding="utf-8")
    folder.set("clocks", '"visit.idle" = { days = 3, basis = "local" }')
    return Spot(path, at + 1)


@fault("不许写“boss”")
def unknown_word(folder: Folder) -> Spot:
    return folder.set("conference", 'chair_by = ["convenor", "boss"]')


@fault("不能为空")
def empty_list(folder: Folder) -> Spot:
    return folder.set("assessment", "services = []")


@fault("写了两次")
def word_twice(folder: Folder) -> Spot:
    return folder.set("reports", 'addressees = ["police", "police"]')


@fault("不认识职能“wizards”")
def unknown_function(folder: Folder) -> Spot:
    return folder.unit(1, code='"wizards"')


@fault("单位代码“charity”重复")
def unit_twice(folder: Folder) -> Spot:
    folder.unit(1, code='"charity"', name='"演示慈善会"')
    return folder.unit(1, code='"charity"', name='"演示慈善总会"')


@fault("缺少“units[")
def unit_without_name(folder: Folder) -> Spot:
    return folder.unit(0, code='"government_office"', name="")


@fault("没有这个独立条目")
def bracket_points_nowhere(folder: Folder) -> Spot:
    return folder.unit(2, code='"government_office"', within='"nowhere"', part='"sub"')


@fault("请用 within 写明")
def bracket_without_host(folder: Folder) -> Spot:
    return folder.unit(2, code='"government_office"', part='"sub"')


@fault("不认识单位“wizards”")
def duty_of_unknown_unit(folder: Folder) -> Spot:
    return folder.duty(2, code='"wizards.cast"', unit='"wizards"')


@fault("不认识事件“moon.rise”")
def duty_proven_by_unknown_event(folder: Folder) -> Spot:
    return folder.duty(1, proof='["moon.rise"]')


@fault("职责代码“town.demo”重复")
def duty_twice(folder: Folder) -> Spot:
    folder.duty(1)
    return folder.duty(1, code='"town.demo"')


@fault("要以单位代码“town.”开头")
def duty_code_of_another_unit(folder: Folder) -> Spot:
    return folder.duty(1, code='"village.demo"')


@fault("不许写“whenever”")
def unknown_period(folder: Folder) -> Spot:
    return folder.duty(1, period='"whenever"')


@fault("早于“survey.roster_to”")
def survey_ends_before_rosters(folder: Folder) -> Spot:
    return folder.set("survey", 'survey_end = { value = "01-15", basis = "local" }')


@fault("不是每年都有的日子")
def day_that_does_not_exist(folder: Folder) -> Spot:
    return folder.set("survey", 'feedback_end = { value = "02-30", basis = "local" }')


@fault("格式不对")
def month_day_in_words(folder: Folder) -> Spot:
    return folder.set("survey", 'survey_end = "九月底"')


@fault("机构终止日期")
def body_ends_before_it_begins(folder: Folder) -> Spot:
    return folder.append(
        "[[conference.bodies]]",
        'name = "演示委员会"',
        'kind = "joint_conference"',
        'host = "civil_affairs"',
        "from = 2035-01-01",
        "to = 2034-01-01",
        'basis = "local"',
        at=5,
    )


@fault("文件失效日期")
def document_expires_before_issue(folder: Folder) -> Spot:
    return folder.append(
        "[documents.demo]",
        'number = "演示〔2020〕1号"',
        'title = "演示文件"',
        'issuer = "演示机关"',
        'status = "in_force"',
        "issued_on = 2020-05-01",
        "expires_on = 2019-05-01",
        at=6,
    )


@fault("少于最少人数")
def most_below_least(folder: Folder) -> Spot:
    folder.set("staffing", "supervisors_per_village_min = 3")
    spot = folder.set("staffing", "supervisors_per_village_max = 2")
    return spot


@fault("不许写“galaxy”")
def unknown_level(folder: Folder) -> Spot:
    return folder.set("profile", 'level = "galaxy"')


@fault("绕成了圈")
def parent_circle(folder: Folder) -> Spot:
    return folder.set("profile", f'extends = "{folder.code}"')


@fault("找不到上级方案“atlantis”")
def unknown_parent(folder: Folder) -> Spot:
    return folder.set("profile", 'extends = "atlantis"')


@fault("不是合格的 TOML")
def full_width_quotes(folder: Folder) -> Spot:
    return folder.append("[scope]", "populations = “left_behind”", at=1, name="scope.toml")


@fault("已经写过")
def table_in_two_files(folder: Folder) -> Spot:
    return folder.append('[profile]\ncode = "again"', at=0, name="z-again.toml")


@fault("需求编号“360”")
def malformed_requirement(folder: Folder) -> Spot:
    return folder.target(1, d='["360"]', basis='"local"')


@fault("已写 silent = true")
def silent_yet_speaking(folder: Folder) -> Spot:
    folder.set("benefits", 'items = ["minimum_living"]')
    folder.set("benefits", "silent_ = true")
    path = folder.file()
    text = path.read_text(encoding="utf-8").replace("silent_ = true", "silent = true")
    path.write_text(text, encoding="utf-8")
    line = text.split("\n").index('items = ["minimum_living"]') + 1
    return Spot(path, line)


@fault("已经封存，内容却变了")
def changed_under_an_old_version(folder: Folder) -> Spot:
    seal([load(folder.place)], folder.root)
    folder.set("conference", 'plenary_per_year = { value = 7, basis = "local" }')
    path = folder.file()
    lines = path.read_text(encoding="utf-8").split("\n")
    return Spot(path, next(i for i, row in enumerate(lines, 1) if row.startswith("version =")))


@fault("不认识的键“benefitz”")
def unknown_section_silent(folder: Folder) -> Spot:
    return folder.append("[benefitz]", "silent = true", at=0)


@fault("不认识的键“weather”")
def unknown_table_silent(folder: Folder) -> Spot:
    return folder.append("[conference.weather]", "silent = true", at=0)


@fault("不认识的键“levle”")
def unknown_key_silent(folder: Folder) -> Spot:
    return folder.set("profile", "levle = { silent = true }")


@fault("不认识的键“colour”")
def unknown_key_silent_in_a_row(folder: Folder) -> Spot:
    return folder.unit(2, code='"taxation"', colour="{ silent = true }")


@fault("不认识角色“wizard”")
def unknown_role_silent(folder: Folder) -> Spot:
    return folder.append("[roles.wizard]", "silent = true", 'basis = "local"', at=0)


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
