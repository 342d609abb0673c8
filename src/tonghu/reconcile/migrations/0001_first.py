"""The first tables of reconciliation."""
# ruff: noqa: RUF012
# mypy: disable-error-code=misc

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tonghu.core.clock
import tonghu.core.database.fields
import tonghu.core.encryption.fields
import tonghu.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_first"),
        ("files", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
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
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="县", unique=True, verbose_name="区划"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(default=0, verbose_name="年度")),
                ("receipts", models.PositiveIntegerField(default=0, verbose_name="回执编到几号")),
                ("runs", models.PositiveIntegerField(default=0, verbose_name="比对编到几次")),
                (
                    "salt",
                    tonghu.core.encryption.fields.EncryptedText(
                        db_comment="记录指纹的盐，两县的指纹对不到一起",
                        editable=False,
                        verbose_name="指纹盐",
                    ),
                ),
            ],
            options={
                "verbose_name": "比对编号",
                "verbose_name_plural": "比对编号",
                "db_table": "reconcile_series",
                "db_table_comment": "比对编号：每县的回执号、比对次数和指纹盐",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RosterCall",
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
                ("division", tonghu.core.database.fields.DivisionField(verbose_name="区划")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("first", models.DateField(verbose_name="开始日")),
                ("last", models.DateField(db_comment="最后一天", verbose_name="截止日")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        db_comment="文件代号和条款，如方案所写",
                        default="",
                        max_length=120,
                        verbose_name="依据",
                    ),
                ),
                (
                    "clause",
                    models.CharField(
                        blank=True,
                        db_comment="给人看的出处，文件没写则空",
                        default="",
                        max_length=200,
                        verbose_name="条款",
                    ),
                ),
                (
                    "profile",
                    models.CharField(
                        blank=True,
                        db_comment="按哪个方案定起止",
                        default="",
                        max_length=40,
                        verbose_name="方案",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "报送中"), ("closed", "已结束")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="发出时间"),
                ),
                (
                    "opened_by",
                    models.CharField(
                        blank=True,
                        db_comment="发出人",
                        default="",
                        max_length=80,
                        verbose_name="发出人",
                    ),
                ),
            ],
            options={
                "verbose_name": "报送要求",
                "verbose_name_plural": "报送要求",
                "db_table": "reconcile_rostercall",
                "db_table_comment": "报送要求：一年一次的花名册报送，起止日按制度",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [models.Index(fields=["division", "-year"], name="call_division")],
                "constraints": [
                    models.UniqueConstraint(fields=("division", "year"), name="call_once_a_year")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Run",
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
                ("number", models.PositiveIntegerField(verbose_name="当年第几次")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        db_comment="名称",
                        default="",
                        max_length=80,
                        verbose_name="名称",
                    ),
                ),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="县，或者单独比对的乡镇", verbose_name="区划"
                    ),
                ),
                (
                    "profile",
                    models.CharField(
                        blank=True,
                        db_comment="方案",
                        default="",
                        max_length=40,
                        verbose_name="方案",
                    ),
                ),
                (
                    "profile_hash",
                    models.CharField(
                        blank=True,
                        db_comment="方案指纹",
                        default="",
                        max_length=64,
                        verbose_name="方案指纹",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="按哪天算")),
                (
                    "files",
                    models.JSONField(
                        db_comment="收到的名册的编号、指纹、单位、条数",
                        default=list,
                        verbose_name="名册",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "等着开始"),
                            ("running", "比对中"),
                            ("done", "比对完成"),
                            ("failed", "没比成"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("counts", models.JSONField(default=dict, verbose_name="数字")),
                (
                    "ordered_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="交办时间"),
                ),
                (
                    "ordered_by",
                    models.UUIDField(db_comment="空：系统", null=True, verbose_name="谁交办"),
                ),
                (
                    "ordered_by_name",
                    models.CharField(
                        blank=True,
                        db_comment="交办人",
                        default="",
                        max_length=80,
                        verbose_name="交办人",
                    ),
                ),
                ("started_at", models.DateTimeField(null=True, verbose_name="开始时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                ("seconds", models.FloatField(default=0.0, verbose_name="用时秒")),
                ("job", models.UUIDField(null=True, verbose_name="后台工作")),
                (
                    "problem",
                    models.CharField(
                        blank=True,
                        db_comment="没比成的原因",
                        default="",
                        max_length=400,
                        verbose_name="没比成的原因",
                    ),
                ),
                (
                    "data_key",
                    models.UUIDField(
                        db_comment="销毁后本次比对的内容读不出来",
                        null=True,
                        verbose_name="数据密钥",
                    ),
                ),
                (
                    "erase_on",
                    models.DateField(
                        db_comment="名册内容到这天清除，判定和指纹留下",
                        null=True,
                        verbose_name="清除日",
                    ),
                ),
                ("erased_at", models.DateTimeField(null=True, verbose_name="清除时间")),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        db_comment="撤回原因",
                        default="",
                        max_length=400,
                        verbose_name="撤回原因",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                (
                    "withdrawn_by",
                    models.CharField(
                        blank=True,
                        db_comment="撤回人",
                        default="",
                        max_length=80,
                        verbose_name="撤回人",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reconcile.rostercall",
                        verbose_name="报送要求",
                    ),
                ),
            ],
            options={
                "verbose_name": "名册比对",
                "verbose_name_plural": "名册比对",
                "db_table": "reconcile_run",
                "db_table_comment": "名册比对：用了哪些名册、按哪个方案、哪天算，得到什么数",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Question",
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
                ("finding_id", models.UUIDField(db_index=True, verbose_name="差异")),
                ("data_key", models.UUIDField(null=True, verbose_name="数据密钥")),
                ("case", models.CharField(max_length=12, verbose_name="编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("omission", "疑似漏报"),
                            ("duplicate", "疑似重复"),
                            ("conflict", "信息不符"),
                            ("over_age", "应退未退"),
                            ("unclear", "原因不明"),
                        ],
                        max_length=10,
                        verbose_name="大类",
                    ),
                ),
                ("detail", models.CharField(max_length=40, verbose_name="细类")),
                (
                    "unit_id",
                    models.UUIDField(
                        db_comment="空：名录里没有，由乡镇答", null=True, verbose_name="问哪个单位"
                    ),
                ),
                (
                    "unit_name",
                    models.CharField(
                        blank=True,
                        db_comment="单位名称",
                        default="",
                        max_length=120,
                        verbose_name="单位名称",
                    ),
                ),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(verbose_name="单位所在区划"),
                ),
                (
                    "name",
                    models.CharField(
                        db_comment="到期清空", max_length=60, null=True, verbose_name="姓名"
                    ),
                ),
                (
                    "sentence",
                    tonghu.core.encryption.fields.EncryptedText(
                        editable=False, key_of="data_key", null=True, verbose_name="问什么"
                    ),
                ),
                (
                    "content",
                    tonghu.core.encryption.fields.EncryptedJSON(
                        db_comment="到期销毁",
                        editable=False,
                        key_of="data_key",
                        null=True,
                        verbose_name="本单位的这一条",
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="答复期限")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        db_comment="依据",
                        default="",
                        max_length=120,
                        verbose_name="依据",
                    ),
                ),
                (
                    "clause",
                    models.CharField(
                        blank=True,
                        db_comment="条款",
                        default="",
                        max_length=200,
                        verbose_name="条款",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "等着回答"),
                            ("answered", "已回答"),
                            ("dropped", "不用答了"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        db_comment="答复",
                        default="",
                        max_length=40,
                        verbose_name="答复",
                    ),
                ),
                (
                    "note",
                    tonghu.core.encryption.fields.EncryptedText(
                        editable=False, key_of="data_key", null=True, verbose_name="情况说明"
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                (
                    "answered_by",
                    models.UUIDField(db_comment="空：系统", null=True, verbose_name="谁答的"),
                ),
                (
                    "answered_by_name",
                    models.CharField(
                        blank=True,
                        db_comment="答复人",
                        default="",
                        max_length=80,
                        verbose_name="答复人",
                    ),
                ),
                ("on_behalf", models.BooleanField(default=False, verbose_name="代录")),
                (
                    "paper_number",
                    models.CharField(
                        blank=True,
                        db_comment="纸件文号",
                        default="",
                        max_length=80,
                        verbose_name="纸件文号",
                    ),
                ),
                (
                    "returned_why",
                    models.CharField(
                        blank=True,
                        db_comment="退回原因",
                        default="",
                        max_length=200,
                        verbose_name="退回原因",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="纸件扫描",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reconcile.run",
                        verbose_name="比对",
                    ),
                ),
            ],
            options={
                "verbose_name": "提问",
                "verbose_name_plural": "提问",
                "db_table": "reconcile_question",
                "db_table_comment": "提问：请一个单位核对自己的一条；看不到别的单位填了什么",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RunChild",
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
                ("data_key", models.UUIDField(null=True, verbose_name="数据密钥")),
                (
                    "number",
                    models.CharField(
                        db_comment="E0000123，各次比对沿用", max_length=12, verbose_name="儿童编号"
                    ),
                ),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="村，写明了的话；否则乡镇", verbose_name="所在区划"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        db_comment="到期清空", max_length=60, null=True, verbose_name="姓名"
                    ),
                ),
                (
                    "sex",
                    models.CharField(blank=True, default="", max_length=2, verbose_name="性别"),
                ),
                (
                    "birth",
                    models.DateField(db_comment="到期清空", null=True, verbose_name="出生日期"),
                ),
                (
                    "standing",
                    models.CharField(
                        db_comment="村里、学校、公安，1有0没有",
                        max_length=3,
                        verbose_name="在哪些名册上",
                    ),
                ),
                ("by_facts", models.BooleanField(default=False, verbose_name="按事实算")),
                (
                    "reason",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="缺一份的原因"
                    ),
                ),
                (
                    "content",
                    tonghu.core.encryption.fields.EncryptedJSON(
                        db_comment="到期销毁",
                        editable=False,
                        key_of="data_key",
                        null=True,
                        verbose_name="各份名册的原样",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reconcile.run",
                        verbose_name="比对",
                    ),
                ),
            ],
            options={
                "verbose_name": "比对里的儿童",
                "verbose_name_plural": "比对里的儿童",
                "db_table": "reconcile_runchild",
                "db_table_comment": "一次比对里被列为留守的儿童；内容随密钥销毁",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RunMemory",
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
                ("division", tonghu.core.database.fields.DivisionField(verbose_name="区划")),
                (
                    "content",
                    tonghu.core.encryption.fields.EncryptedText(
                        db_comment="引擎的状态，base64", editable=False, verbose_name="内容"
                    ),
                ),
                ("at", models.DateTimeField(default=tonghu.core.clock.now, verbose_name="时间")),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reconcile.run",
                        verbose_name="比对",
                    ),
                ),
            ],
            options={
                "verbose_name": "比对的记忆",
                "verbose_name_plural": "比对的记忆",
                "db_table": "reconcile_runmemory",
                "db_table_comment": "比对的记忆：儿童编号、权重、加盐指纹，供下次比对沿用编号",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RunTown",
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
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="乡镇；没有写明乡镇的记在县", verbose_name="乡镇"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        db_comment="名称",
                        default="",
                        max_length=80,
                        verbose_name="名称",
                    ),
                ),
                ("listed", models.PositiveIntegerField(default=0, verbose_name="列为留守")),
                ("agreed", models.PositiveIntegerField(default=0, verbose_name="三份都有")),
                ("explained", models.PositiveIntegerField(default=0, verbose_name="查明原因")),
                ("expected", models.PositiveIntegerField(default=0, verbose_name="应交名册")),
                ("received", models.PositiveIntegerField(default=0, verbose_name="收到名册")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "等着开始"),
                            ("running", "比对中"),
                            ("done", "比对完成"),
                            ("failed", "没比成"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="done",
                        max_length=10,
                        verbose_name="比对的状态",
                    ),
                ),
                (
                    "head",
                    models.JSONField(
                        db_comment="第几次、名称、哪天算、何时跑完；乡镇看不到县里那一行",
                        default=dict,
                        verbose_name="比对的情况",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="要问清的")),
                ("settled", models.PositiveIntegerField(default=0, verbose_name="已办")),
                ("counts", models.JSONField(default=dict, verbose_name="其他数字")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="towns",
                        to="reconcile.run",
                        verbose_name="比对",
                    ),
                ),
            ],
            options={
                "verbose_name": "乡镇的数",
                "verbose_name_plural": "乡镇的数",
                "db_table": "reconcile_runtown",
                "db_table_comment": "一次比对里一个乡镇的数字，不含姓名",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RunUnit",
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
                (
                    "unit_id",
                    models.UUIDField(
                        db_comment="空：名录里没有这个单位", null=True, verbose_name="单位"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        db_comment="名称",
                        default="",
                        max_length=120,
                        verbose_name="名称",
                    ),
                ),
                ("division", tonghu.core.database.fields.DivisionField(verbose_name="所在区划")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        db_comment="名册种类",
                        default="",
                        max_length=10,
                        verbose_name="名册种类",
                    ),
                ),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="条数")),
                ("asked", models.PositiveIntegerField(default=0, verbose_name="问了几问")),
                (
                    "most",
                    models.CharField(
                        blank=True,
                        db_comment="最多的问题",
                        default="",
                        max_length=80,
                        verbose_name="最多的问题",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="reconcile.run",
                        verbose_name="比对",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位的数",
                "verbose_name_plural": "单位的数",
                "db_table": "reconcile_rununit",
                "db_table_comment": "一次比对里一个单位交了多少、要答多少",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SenderMapping",
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
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(verbose_name="单位所在区划"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("survey", "民政摸底"),
                            ("school", "学校学籍"),
                            ("police", "公安户籍"),
                        ],
                        max_length=10,
                        verbose_name="名册种类",
                    ),
                ),
                ("signature", models.CharField(max_length=32, verbose_name="表头指纹")),
                ("headers", models.JSONField(db_comment="按列的顺序", verbose_name="表头")),
                (
                    "fields",
                    models.JSONField(db_comment="按列的顺序，空：不用", verbose_name="字段"),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="确认时间"),
                ),
                (
                    "confirmed_by",
                    models.UUIDField(db_comment="空：系统", null=True, verbose_name="谁确认的"),
                ),
                (
                    "confirmed_by_name",
                    models.CharField(
                        blank=True,
                        db_comment="确认人",
                        default="",
                        max_length=80,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "列的对应",
                "verbose_name_plural": "列的对应",
                "db_table": "reconcile_sendermapping",
                "db_table_comment": "列的对应：某单位某种表头各列的含义，确认一次以后照用",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Verdict",
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
                ("division", tonghu.core.database.fields.DivisionField(verbose_name="区划")),
                ("finding_id", models.UUIDField(db_index=True, verbose_name="差异")),
                (
                    "word",
                    models.CharField(
                        choices=[
                            ("same", "是同一个孩子"),
                            ("different", "不是同一个"),
                            ("unsure", "拿不准，去问"),
                        ],
                        max_length=10,
                        verbose_name="判定",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        db_comment="理由",
                        default="",
                        max_length=200,
                        verbose_name="理由",
                    ),
                ),
                (
                    "mark_a",
                    models.CharField(
                        blank=True, default="", max_length=32, verbose_name="一条的指纹"
                    ),
                ),
                (
                    "mark_b",
                    models.CharField(
                        blank=True, default="", max_length=32, verbose_name="另一条的指纹"
                    ),
                ),
                ("at", models.DateTimeField(default=tonghu.core.clock.now, verbose_name="时间")),
                ("by", models.UUIDField(db_comment="空：系统", null=True, verbose_name="谁判定")),
                (
                    "by_name",
                    models.CharField(
                        blank=True,
                        db_comment="判定人",
                        default="",
                        max_length=80,
                        verbose_name="判定人",
                    ),
                ),
                ("sampled", models.BooleanField(default=False, verbose_name="抽中复看")),
                ("in_bulk", models.BooleanField(default=False, verbose_name="成批判定")),
                ("reviewed_at", models.DateTimeField(null=True, verbose_name="复看时间")),
                (
                    "reviewed_by",
                    models.UUIDField(db_comment="空：系统", null=True, verbose_name="谁复看"),
                ),
                (
                    "reviewed_by_name",
                    models.CharField(
                        blank=True,
                        db_comment="复看人",
                        default="",
                        max_length=80,
                        verbose_name="复看人",
                    ),
                ),
                ("agrees", models.BooleanField(null=True, verbose_name="复看同意")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                (
                    "undone_by",
                    models.UUIDField(db_comment="空：系统", null=True, verbose_name="谁撤销"),
                ),
                (
                    "undone_by_name",
                    models.CharField(
                        blank=True,
                        db_comment="撤销人",
                        default="",
                        max_length=80,
                        verbose_name="撤销人",
                    ),
                ),
                (
                    "undone_why",
                    models.CharField(
                        blank=True,
                        db_comment="撤销原因",
                        default="",
                        max_length=200,
                        verbose_name="撤销原因",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reconcile.run",
                        verbose_name="比对",
                    ),
                ),
            ],
            options={
                "verbose_name": "判定",
                "verbose_name_plural": "判定",
                "db_table": "reconcile_verdict",
                "db_table_comment": "判定：两条记录是不是同一个孩子，谁判的、为什么；凭指纹留到以后",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
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
                ("data_key", models.UUIDField(null=True, verbose_name="数据密钥")),
                (
                    "case",
                    models.CharField(db_comment="漏-0001", max_length=12, verbose_name="编号"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("omission", "疑似漏报"),
                            ("duplicate", "疑似重复"),
                            ("conflict", "信息不符"),
                            ("over_age", "应退未退"),
                            ("unclear", "原因不明"),
                        ],
                        max_length=10,
                        verbose_name="大类",
                    ),
                ),
                (
                    "detail",
                    models.CharField(
                        db_comment="比对程序的差异种类", max_length=40, verbose_name="细类"
                    ),
                ),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="办的乡镇；跨乡镇的记在县", verbose_name="区划"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "还没办"),
                            ("asked", "等对方回话"),
                            ("answered", "都已回话"),
                            ("settled", "已办"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        db_comment="到期清空", max_length=60, null=True, verbose_name="姓名"
                    ),
                ),
                (
                    "birth",
                    models.DateField(db_comment="到期清空", null=True, verbose_name="出生日期"),
                ),
                (
                    "sentence",
                    tonghu.core.encryption.fields.EncryptedText(
                        editable=False, key_of="data_key", null=True, verbose_name="要问什么"
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="答复期限")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        db_comment="依据",
                        default="",
                        max_length=120,
                        verbose_name="依据",
                    ),
                ),
                (
                    "clause",
                    models.CharField(
                        blank=True,
                        db_comment="条款",
                        default="",
                        max_length=200,
                        verbose_name="条款",
                    ),
                ),
                ("children", models.JSONField(default=list, verbose_name="儿童编号")),
                ("is_pair", models.BooleanField(default=False, verbose_name="是一对")),
                (
                    "of_100",
                    models.PositiveSmallIntegerField(null=True, verbose_name="100对里约几对"),
                ),
                (
                    "alike",
                    models.BooleanField(
                        db_comment="可以成批判定的条件之一",
                        default=False,
                        verbose_name="姓名生日相同",
                    ),
                ),
                (
                    "mark_a",
                    models.CharField(
                        blank=True, default="", max_length=32, verbose_name="一条的指纹"
                    ),
                ),
                (
                    "mark_b",
                    models.CharField(
                        blank=True, default="", max_length=32, verbose_name="另一条的指纹"
                    ),
                ),
                (
                    "content",
                    tonghu.core.encryption.fields.EncryptedJSON(
                        db_comment="到期销毁",
                        editable=False,
                        key_of="data_key",
                        null=True,
                        verbose_name="各条原样和依据",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        db_comment="怎样办的",
                        default="",
                        max_length=200,
                        verbose_name="怎样办的",
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True, verbose_name="办结时间")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reconcile.run",
                        verbose_name="比对",
                    ),
                ),
                (
                    "carried",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reconcile.verdict",
                        verbose_name="沿用的判定",
                    ),
                ),
            ],
            options={
                "verbose_name": "差异",
                "verbose_name_plural": "差异",
                "db_table": "reconcile_finding",
                "db_table_comment": "差异：一次比对里要问清的一件事；内容随密钥销毁",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="HandIn",
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
                (
                    "number",
                    models.CharField(
                        blank=True,
                        db_comment="收2026-0012",
                        default="",
                        max_length=20,
                        verbose_name="回执号",
                    ),
                ),
                (
                    "unit_name",
                    models.CharField(
                        blank=True,
                        db_comment="交的时候的名称",
                        default="",
                        max_length=120,
                        verbose_name="单位名称",
                    ),
                ),
                (
                    "unit_kind",
                    models.CharField(
                        blank=True,
                        db_comment="单位类别",
                        default="",
                        max_length=20,
                        verbose_name="单位类别",
                    ),
                ),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(verbose_name="单位所在区划"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("survey", "民政摸底"),
                            ("school", "学校学籍"),
                            ("police", "公安户籍"),
                        ],
                        max_length=10,
                        verbose_name="名册种类",
                    ),
                ),
                (
                    "population",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("all", "全部儿童"),
                            ("flagged", "仅留守儿童"),
                            ("partial", "部分儿童"),
                        ],
                        db_comment="交的单位自己说的，空：没有说",
                        default="",
                        max_length=10,
                        verbose_name="范围",
                    ),
                ),
                (
                    "as_of",
                    models.DateField(
                        db_comment="名册说的是哪一天", null=True, verbose_name="名册日期"
                    ),
                ),
                (
                    "suffix",
                    models.CharField(
                        blank=True,
                        db_comment="扩展名",
                        default="",
                        max_length=8,
                        verbose_name="扩展名",
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        db_comment="文件内容带密钥的摘要，只能比对是否相同",
                        max_length=64,
                        verbose_name="名单指纹",
                    ),
                ),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="条数")),
                (
                    "told",
                    models.JSONField(
                        db_comment="句子，不含姓名号码", default=list, verbose_name="读入时的说明"
                    ),
                ),
                (
                    "preview",
                    tonghu.core.encryption.fields.EncryptedJSON(
                        db_comment="表头、当作什么、样例，保存期满清空",
                        editable=False,
                        null=True,
                        verbose_name="列的样子",
                    ),
                ),
                (
                    "layouts",
                    models.JSONField(
                        db_comment="各表的表头和字段，确认后有",
                        default=list,
                        verbose_name="列的对应",
                    ),
                ),
                (
                    "erase_on",
                    models.DateField(
                        db_comment="原文件和样例到这天清除", null=True, verbose_name="清除日"
                    ),
                ),
                (
                    "handed_in_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="收到时间"),
                ),
                (
                    "handed_in_by",
                    models.UUIDField(db_comment="空：系统", null=True, verbose_name="谁交的"),
                ),
                (
                    "handed_in_by_name",
                    models.CharField(
                        blank=True,
                        db_comment="交的人",
                        default="",
                        max_length=80,
                        verbose_name="交的人",
                    ),
                ),
                ("on_behalf", models.BooleanField(default=False, verbose_name="代录")),
                (
                    "paper_number",
                    models.CharField(
                        blank=True,
                        db_comment="代录时凭什么录的",
                        default="",
                        max_length=80,
                        verbose_name="纸件文号",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "等着核对列"),
                            ("confirmed", "已回执"),
                            ("refused", "读不出来"),
                            ("replaced", "已有新的一份"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        db_comment="撤回原因",
                        default="",
                        max_length=400,
                        verbose_name="撤回原因",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="文件",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reconcile.handin",
                        verbose_name="新的一份",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="纸件扫描",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="单位",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reconcile.rostercall",
                        verbose_name="报送要求",
                    ),
                ),
            ],
            options={
                "verbose_name": "收到的名册",
                "verbose_name_plural": "收到的名册",
                "db_table": "reconcile_handin",
                "db_table_comment": "收到的名册：谁、何时、哪种、多少条、哪个文件；原文件加密，到期清除",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [
                    models.Index(fields=["division", "-handed_in_at"], name="handin_division"),
                    models.Index(fields=["unit", "-handed_in_at"], name="handin_unit"),
                    models.Index(fields=["call", "state"], name="handin_call"),
                    models.Index(
                        condition=models.Q(("preview__isnull", False)),
                        fields=["erase_on"],
                        name="handin_erase",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RosterOwed",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "unit_name",
                    models.CharField(
                        blank=True,
                        db_comment="单位名称",
                        default="",
                        max_length=120,
                        verbose_name="单位名称",
                    ),
                ),
                (
                    "unit_kind",
                    models.CharField(
                        blank=True,
                        db_comment="单位类别",
                        default="",
                        max_length=20,
                        verbose_name="单位类别",
                    ),
                ),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(verbose_name="单位所在区划"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("survey", "民政摸底"),
                            ("school", "学校学籍"),
                            ("police", "公安户籍"),
                        ],
                        max_length=10,
                        verbose_name="名册种类",
                    ),
                ),
                ("due", models.DateField(verbose_name="截止日")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        db_comment="依据",
                        default="",
                        max_length=120,
                        verbose_name="依据",
                    ),
                ),
                (
                    "clause",
                    models.CharField(
                        blank=True,
                        db_comment="条款",
                        default="",
                        max_length=200,
                        verbose_name="条款",
                    ),
                ),
                ("urged", models.PositiveSmallIntegerField(default=0, verbose_name="催过几次")),
                ("urged_at", models.DateTimeField(null=True, verbose_name="最近一次催")),
                (
                    "urged_by",
                    models.UUIDField(db_comment="空：系统", null=True, verbose_name="谁催的"),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="owed",
                        to="reconcile.rostercall",
                        verbose_name="报送要求",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="directory.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "应交的名册",
                "verbose_name_plural": "应交的名册",
                "db_table": "reconcile_rosterowed",
                "db_table_comment": "应交的名册：哪个单位该交哪一种，收到与否看收到的名册",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [
                    models.Index(fields=["division", "kind"], name="owed_division"),
                    models.Index(fields=["unit", "-due"], name="owed_unit"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("call", "unit", "kind"), name="owed_once")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["division", "-ordered_at"], name="run_division"),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(
                condition=models.Q(("erased_at", None)), fields=["erase_on"], name="run_erase"
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["division", "run", "state"], name="question_division"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["unit_id", "run", "state"], name="question_unit"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["run", "state"], name="question_run"),
        ),
        migrations.AddIndex(
            model_name="runchild",
            index=models.Index(
                fields=["run", "standing", "division", "number"], name="runchild_run"
            ),
        ),
        migrations.AddIndex(
            model_name="runchild",
            index=models.Index(fields=["division", "run"], name="runchild_division"),
        ),
        migrations.AddIndex(
            model_name="runmemory",
            index=models.Index(fields=["division", "-at"], name="memory_division"),
        ),
        migrations.AddIndex(
            model_name="runtown",
            index=models.Index(fields=["division", "run"], name="runtown_division"),
        ),
        migrations.AddConstraint(
            model_name="runtown",
            constraint=models.UniqueConstraint(fields=("run", "division"), name="runtown_once"),
        ),
        migrations.AddIndex(
            model_name="rununit",
            index=models.Index(fields=["division", "run"], name="rununit_division"),
        ),
        migrations.AddIndex(
            model_name="rununit",
            index=models.Index(fields=["unit_id", "run"], name="rununit_unit"),
        ),
        migrations.AddIndex(
            model_name="rununit",
            index=models.Index(fields=["run"], name="rununit_run"),
        ),
        migrations.AddIndex(
            model_name="sendermapping",
            index=models.Index(fields=["division"], name="mapping_division"),
        ),
        migrations.AddConstraint(
            model_name="sendermapping",
            constraint=models.UniqueConstraint(
                fields=("unit", "kind", "signature"), name="mapping_once"
            ),
        ),
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(fields=["division", "-at"], name="verdict_division"),
        ),
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(fields=["mark_a", "mark_b"], name="verdict_marks"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["run", "kind", "case"], name="finding_run"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["division", "run"], name="finding_division"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("is_pair", True)),
                fields=["run", "-of_100", "case"],
                name="finding_pairs",
            ),
        ),
    ]
