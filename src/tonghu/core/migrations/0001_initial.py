"""Tables of the ground floor; the two logs are partitioned by the month, in China's time."""
# ruff: noqa: RUF012

import django.db.models.manager
from django.db import migrations, models

import tonghu.core.clock
import tonghu.core.database.fields
import tonghu.core.ids

# Django knows the parents only. The indexes follow at the end of the migration, on the new parents;
# rows outside every month land in the last partition.
PARTITIONED = """
ALTER TABLE {log} RENAME TO {log}_plain;
CREATE TABLE {log} (LIKE {log}_plain INCLUDING DEFAULTS INCLUDING COMMENTS) PARTITION BY RANGE (at);
DO $$ BEGIN
  EXECUTE format('COMMENT ON TABLE {log} IS %L', obj_description('{log}_plain'::regclass, 'pg_class'));
END $$;
DROP TABLE {log}_plain;
ALTER TABLE {log} ADD PRIMARY KEY (id, at);
CREATE TABLE {log}_rest PARTITION OF {log} DEFAULT;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KeyRingMark",
            fields=[
                (
                    "fingerprint",
                    models.CharField(
                        max_length=64, primary_key=True, serialize=False, verbose_name="指纹"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="记录时间"),
                ),
            ],
            options={
                "verbose_name": "密钥环标记",
                "verbose_name_plural": "密钥环标记",
                "db_table": "core_keyringmark",
                "db_table_comment": "密钥环标记：本数据库对应哪一套密钥，防止错配",
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="NightlyRun",
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
                ("code", models.CharField(max_length=60, unique=True, verbose_name="种类")),
                ("began_at", models.DateTimeField(verbose_name="上次开始")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="上次办完")),
                ("told", models.TextField(blank=True, verbose_name="上次结果")),
            ],
            options={
                "verbose_name": "夜间工作",
                "db_table": "core_nightly",
                "db_table_comment": "夜间工作：每项上次何时开始、办完、结果",
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="AccessLog",
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
                    "at",
                    models.DateTimeField(
                        db_comment="发生时间，按月分区",
                        default=tonghu.core.clock.now,
                        verbose_name="时间",
                    ),
                ),
                (
                    "user",
                    models.UUIDField(db_comment="空：系统或未登录", null=True, verbose_name="用户"),
                ),
                (
                    "user_name",
                    models.CharField(
                        blank=True,
                        db_comment="当时的姓名，改名、离职后不变",
                        default="",
                        max_length=80,
                        verbose_name="姓名",
                    ),
                ),
                ("post", models.UUIDField(null=True, verbose_name="岗位")),
                (
                    "post_title",
                    models.CharField(
                        blank=True,
                        db_comment="当时的岗位名称",
                        default="",
                        max_length=80,
                        verbose_name="岗位名称",
                    ),
                ),
                (
                    "unit",
                    models.UUIDField(db_comment="办事人的单位", null=True, verbose_name="单位"),
                ),
                (
                    "unit_name",
                    models.CharField(
                        blank=True,
                        db_comment="当时的单位名称",
                        default="",
                        max_length=120,
                        verbose_name="单位名称",
                    ),
                ),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="在哪里发生，没有的为空", null=True, verbose_name="所涉区划"
                    ),
                ),
                (
                    "request",
                    models.CharField(
                        blank=True,
                        db_comment="同一次请求的记录编号相同",
                        default="",
                        max_length=40,
                        verbose_name="请求编号",
                    ),
                ),
                (
                    "signature",
                    models.BinaryField(db_comment="库外密钥对整行的HMAC", verbose_name="签名"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        db_comment="seen看到，refused拒绝",
                        default="",
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        blank=True,
                        db_comment="名词.动词",
                        default="",
                        max_length=80,
                        verbose_name="看了什么",
                    ),
                ),
                (
                    "ids",
                    models.JSONField(
                        db_comment="所示各行的编号", default=list, verbose_name="编号"
                    ),
                ),
                (
                    "sensitivity",
                    models.CharField(
                        blank=True,
                        db_comment="最高敏感级别",
                        default="",
                        max_length=16,
                        verbose_name="最高敏感级别",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        db_comment="用途",
                        default="",
                        max_length=400,
                        verbose_name="用途",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        db_comment="拒绝的理由",
                        default="",
                        max_length=400,
                        verbose_name="拒绝的理由",
                    ),
                ),
            ],
            options={
                "verbose_name": "查阅记录",
                "verbose_name_plural": "查阅记录",
                "db_table": "core_access_log",
                "db_table_comment": "查阅和拒绝的记录：只增不改，按月分区，后台加封；本人和审计可见",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [
                    models.Index(fields=["user", "at"], name="access_log_user"),
                    models.Index(fields=["what", "at"], name="access_what"),
                    models.Index(fields=["division", "at"], name="access_division"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DataKey",
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
                    "purpose",
                    models.CharField(
                        db_comment="一张表共用的以shared起头，其余是一个人、一份文件的",
                        max_length=80,
                        verbose_name="用途",
                    ),
                ),
                (
                    "wrapped",
                    models.BinaryField(db_comment="由主密钥加密", verbose_name="包裹后的密钥"),
                ),
                (
                    "kek",
                    models.CharField(
                        db_comment="密钥环里哪一把", max_length=16, verbose_name="主密钥编号"
                    ),
                ),
                (
                    "algorithm",
                    models.PositiveSmallIntegerField(
                        db_comment="1 AES-256-GCM，2 SM4-GCM", verbose_name="算法"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="生成时间"),
                ),
            ],
            options={
                "verbose_name": "数据密钥",
                "verbose_name_plural": "数据密钥",
                "db_table": "core_datakey",
                "db_table_comment": "数据密钥：加密字段和文件的密钥，由库外主密钥包裹；删除即销毁内容",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [
                    models.Index(fields=["kek", "id"], name="datakey_kek"),
                    models.Index(fields=["purpose", "id"], name="datakey_purpose"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DoneOnce",
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
                    "actor",
                    models.CharField(
                        db_comment="用户或单位的编号", max_length=80, verbose_name="办事人"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        db_comment="表单或客户端给的一次性编号", max_length=80, verbose_name="编号"
                    ),
                ),
                (
                    "body_hash",
                    models.CharField(
                        db_comment="方法、地址和内容的SHA-256",
                        max_length=64,
                        verbose_name="内容摘要",
                    ),
                ),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        db_comment="HTTP状态码，0为没有答复", default=0, verbose_name="答复状态"
                    ),
                ),
                (
                    "location",
                    models.CharField(
                        blank=True, default="", max_length=400, verbose_name="答复的网址"
                    ),
                ),
                ("at", models.DateTimeField(default=tonghu.core.clock.now, verbose_name="时间")),
            ],
            options={
                "verbose_name": "办过一次",
                "verbose_name_plural": "办过一次",
                "db_table": "core_done_once",
                "db_table_comment": "办过一次：同一编号再来只给原来的答复；七天后清除",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [models.Index(fields=["at"], name="done_once_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("actor", "key"), name="done_once_key")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Event",
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
                    "at",
                    models.DateTimeField(
                        db_comment="发生时间，按月分区",
                        default=tonghu.core.clock.now,
                        verbose_name="时间",
                    ),
                ),
                (
                    "user",
                    models.UUIDField(db_comment="空：系统或未登录", null=True, verbose_name="用户"),
                ),
                (
                    "user_name",
                    models.CharField(
                        blank=True,
                        db_comment="当时的姓名，改名、离职后不变",
                        default="",
                        max_length=80,
                        verbose_name="姓名",
                    ),
                ),
                ("post", models.UUIDField(null=True, verbose_name="岗位")),
                (
                    "post_title",
                    models.CharField(
                        blank=True,
                        db_comment="当时的岗位名称",
                        default="",
                        max_length=80,
                        verbose_name="岗位名称",
                    ),
                ),
                (
                    "unit",
                    models.UUIDField(db_comment="办事人的单位", null=True, verbose_name="单位"),
                ),
                (
                    "unit_name",
                    models.CharField(
                        blank=True,
                        db_comment="当时的单位名称",
                        default="",
                        max_length=120,
                        verbose_name="单位名称",
                    ),
                ),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="在哪里发生，没有的为空", null=True, verbose_name="所涉区划"
                    ),
                ),
                (
                    "request",
                    models.CharField(
                        blank=True,
                        db_comment="同一次请求的记录编号相同",
                        default="",
                        max_length=40,
                        verbose_name="请求编号",
                    ),
                ),
                (
                    "signature",
                    models.BinaryField(db_comment="库外密钥对整行的HMAC", verbose_name="签名"),
                ),
                (
                    "for_unit",
                    models.UUIDField(
                        db_comment="为哪个单位办的，默认是本单位",
                        null=True,
                        verbose_name="所涉单位",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        db_comment="名词.动词",
                        default="",
                        max_length=80,
                        verbose_name="事件种类",
                    ),
                ),
                (
                    "subject_type",
                    models.CharField(
                        blank=True,
                        db_comment="应用.模型",
                        default="",
                        max_length=80,
                        verbose_name="对象类别",
                    ),
                ),
                (
                    "subject_id",
                    models.CharField(
                        blank=True,
                        db_comment="对象编号",
                        default="",
                        max_length=80,
                        verbose_name="对象编号",
                    ),
                ),
                (
                    "changes",
                    models.JSONField(
                        db_comment="敏感的值只留指纹", default=dict, verbose_name="改了什么"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        db_comment="缘由",
                        default="",
                        max_length=2000,
                        verbose_name="缘由",
                    ),
                ),
            ],
            options={
                "verbose_name": "事件",
                "verbose_name_plural": "事件",
                "db_table": "core_event",
                "db_table_comment": "业务事件：只增不改，按月分区，后台加封",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [
                    models.Index(fields=["subject_type", "subject_id", "at"], name="event_subject"),
                    models.Index(fields=["division", "at"], name="event_division"),
                    models.Index(fields=["user", "at"], name="event_user"),
                    models.Index(fields=["for_unit", "at"], name="event_unit"),
                    models.Index(fields=["kind", "at"], name="event_kind"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="JobRun",
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
                ("kind", models.CharField(max_length=60, verbose_name="种类")),
                ("label", models.CharField(max_length=200, verbose_name="说明")),
                ("link", models.CharField(blank=True, max_length=300, verbose_name="办完去看")),
                ("arguments", models.JSONField(default=dict, verbose_name="参数")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "等着开始"),
                            ("running", "进行中"),
                            ("done", "已办完"),
                            ("failed", "没办成"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("user", models.UUIDField(db_index=True, null=True, verbose_name="谁交办")),
                ("post", models.UUIDField(null=True, verbose_name="什么岗位")),
                (
                    "division",
                    models.CharField(
                        blank=True, db_collation="C", max_length=12, verbose_name="区划"
                    ),
                ),
                ("done", models.IntegerField(default=0, verbose_name="已办")),
                ("total", models.IntegerField(default=0, verbose_name="共")),
                ("step", models.CharField(blank=True, max_length=200, verbose_name="正在办")),
                ("problem", models.TextField(blank=True, verbose_name="没办成的原因")),
                ("result", models.JSONField(default=dict, verbose_name="结果")),
                ("attempts", models.IntegerField(default=0, verbose_name="第几次")),
                ("ordered_at", models.DateTimeField(verbose_name="交办时间")),
                ("started_at", models.DateTimeField(null=True, verbose_name="开始时间")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="结束时间")),
            ],
            options={
                "verbose_name": "后台工作",
                "db_table": "core_job",
                "db_table_comment": "后台工作：谁交办，办到哪里，怎样结束",
                "base_manager_name": "_reached",
                "indexes": [models.Index(fields=["user", "-ordered_at"], name="job_of_user")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
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
                    "log",
                    models.CharField(
                        blank=True,
                        db_comment="event或access",
                        default="",
                        max_length=8,
                        verbose_name="哪本日志",
                    ),
                ),
                (
                    "month",
                    models.CharField(
                        blank=True,
                        db_comment="日志行所在的月份，如2026-11",
                        default="",
                        max_length=7,
                        verbose_name="月份",
                    ),
                ),
                (
                    "number",
                    models.BigIntegerField(db_comment="每条链从1起不断号", verbose_name="序号"),
                ),
                ("row", models.UUIDField(verbose_name="所封的行")),
                (
                    "hash",
                    models.BinaryField(
                        db_comment="前一环、序号、行编号和行签名的HMAC", verbose_name="校验值"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="加封时间"),
                ),
            ],
            options={
                "verbose_name": "封记",
                "verbose_name_plural": "封记",
                "db_table": "core_seal",
                "db_table_comment": "封记：两本日志各按月成链，每行一环，链尾另存库外",
                "abstract": False,
                "base_manager_name": "_reached",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("log", "month", "number"), name="seal_number_once"
                    ),
                    models.UniqueConstraint(fields=("log", "row", "month"), name="seal_row_once"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunSQL(PARTITIONED.format(log="core_event")),
        migrations.RunSQL(PARTITIONED.format(log="core_access_log")),
    ]
