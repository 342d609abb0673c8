"""Seeded faults: keys, values, units and duties."""

from __future__ import annotations

from tests.policy.folders import Folder, Spot
from tests.policy.seeds.table import fault
from tonghu.policy import load
from tonghu.policy.seals import seal


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
