"""The first tables of the directory."""
# ruff: noqa: RUF012
# mypy: disable-error-code=misc

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tonghu.core.database.fields
import tonghu.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Division",
            fields=[
                (
                    "code",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="12位统计用区划代码",
                        primary_key=True,
                        serialize=False,
                        verbose_name="区划代码",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        db_comment="本级名称，如大东坝镇", max_length=80, verbose_name="名称"
                    ),
                ),
                (
                    "full_name",
                    models.CharField(
                        db_comment="从省写起，如浙江省丽水市松阳县大东坝镇",
                        max_length=200,
                        verbose_name="全称",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "全国"),
                            (1, "省级"),
                            (2, "地级"),
                            (3, "县级"),
                            (4, "乡级"),
                            (5, "村级"),
                        ],
                        db_comment="0全国至5村级",
                        verbose_name="层级",
                    ),
                ),
                (
                    "parent",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="上一级的区划代码，全国为空", null=True, verbose_name="上级代码"
                    ),
                ),
                (
                    "hi",
                    models.CharField(
                        db_collation="C",
                        db_comment="所辖代码小于此值，不小于本代码",
                        max_length=12,
                        verbose_name="范围上界",
                    ),
                ),
                (
                    "initials",
                    models.CharField(
                        db_comment="每个字首字母，多音字取常见读法",
                        max_length=80,
                        verbose_name="拼音首字母",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(db_comment="空：早于区划表", null=True, verbose_name="设立日"),
                ),
                (
                    "valid_to",
                    models.DateField(
                        db_comment="不再有效的第一天", null=True, verbose_name="撤销日"
                    ),
                ),
                (
                    "successor",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="撤并改码后的代码", null=True, verbose_name="承继区划"
                    ),
                ),
            ],
            options={
                "verbose_name": "行政区划",
                "verbose_name_plural": "行政区划",
                "db_table_comment": "行政区划，省级至村级；由随程序的区划表按县或整表装入",
                "ordering": ["code"],
                "base_manager_name": "_reached",
                "indexes": [
                    models.Index(fields=["parent", "code"], name="division_parent"),
                    models.Index(fields=["level", "code"], name="division_level"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 0), ("level__lte", 5)),
                        name="division_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hi__gt", models.F("code"))),
                        name="division_range_not_empty",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tonghu.core.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "plain",
                    models.CharField(
                        db_comment="去掉空格和括号的名称，用来认名称",
                        max_length=120,
                        verbose_name="比对名称",
                    ),
                ),
                (
                    "short_name",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="简称"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bureau", "机关部门、群团"),
                            ("town_government", "乡镇政府、街道办"),
                            ("village_committee", "村（居）委会"),
                            ("school", "学校"),
                            ("kindergarten", "幼儿园"),
                            ("police_station", "派出所"),
                            ("hospital", "医疗机构"),
                            ("welfare_body", "儿童福利机构"),
                            ("rescue_body", "救助管理、未成年人救助保护机构"),
                            ("station", "督导工作站、儿童之家"),
                            ("organisation", "社会组织、企业"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "function",
                    models.CharField(
                        blank=True,
                        db_comment="词表functions的代码；成员单位与制度中的单位代码相同",
                        default="",
                        max_length=40,
                        verbose_name="职能",
                    ),
                ),
                ("division", tonghu.core.database.fields.DivisionField(verbose_name="所在区划")),
                (
                    "phone",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="值班电话"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        db_comment="制度代码、导入的文件名或手工录入",
                        default="",
                        max_length=80,
                        verbose_name="来源",
                    ),
                ),
                ("valid_from", models.DateField(null=True, verbose_name="启用日")),
                (
                    "valid_to",
                    models.DateField(
                        db_comment="不再有效的第一天", null=True, verbose_name="停用日"
                    ),
                ),
                (
                    "why_closed",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="停用原因"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="directory.unit",
                        verbose_name="上级单位",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="directory.unit",
                        verbose_name="承继单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位和机构",
                "verbose_name_plural": "单位和机构",
                "db_table_comment": "单位和机构：机关部门、乡镇村、学校、派出所、医院等，含有效期与承继",
                "ordering": ["division", "kind", "name", "id"],
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="UnitAlias",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tonghu.core.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="别名")),
                ("plain", models.CharField(max_length=120, verbose_name="比对名称")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="directory.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位别名",
                "verbose_name_plural": "单位别名",
                "db_table_comment": "单位别名：简称、旧称、文件中的写法",
                "ordering": ["unit", "name"],
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["division", "kind", "name"], name="unit_division"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["function", "division"], name="unit_function"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["plain"], name="unit_plain"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", None)),
                fields=("division", "plain"),
                name="unit_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None),
                    ("valid_from", None),
                    ("valid_to__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="unit_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor", None),
                    models.Q(("valid_to", None), _negated=True),
                    _connector="OR",
                ),
                name="unit_heir_after_end",
            ),
        ),
        migrations.AddIndex(
            model_name="unitalias",
            index=models.Index(fields=["plain"], name="unit_alias_plain"),
        ),
        migrations.AddConstraint(
            model_name="unitalias",
            constraint=models.UniqueConstraint(fields=("unit", "plain"), name="unit_alias_once"),
        ),
    ]
