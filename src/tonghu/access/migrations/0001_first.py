"""The first tables of access."""
# ruff: noqa: RUF012

import datetime

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import tonghu.access.states
import tonghu.core.clock
import tonghu.core.database.fields
import tonghu.core.encryption.fields
import tonghu.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInAttempt",
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
                    "digest",
                    models.CharField(max_length=64, unique=True, verbose_name="登录名或地址的摘要"),
                ),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="连续试错次数")),
                (
                    "last_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="最近一次"),
                ),
                (
                    "blocked_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="何时可以再试"),
                ),
            ],
            options={
                "verbose_name": "登录试错",
                "verbose_name_plural": "登录试错",
                "db_table_comment": "登录试错的次数，越错等得越久；不管账号有没有都记",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="User",
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
                    "login",
                    models.CharField(db_comment="小写", max_length=40, verbose_name="登录名"),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="由哪个县级以下区划的安全管理员管", verbose_name="管理区划"
                    ),
                ),
                (
                    "password",
                    models.CharField(
                        blank=True,
                        db_comment="argon2；空：还没有设过密码",
                        default="",
                        max_length=200,
                        verbose_name="密码摘要",
                    ),
                ),
                (
                    "password_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="密码设定时间"),
                ),
                ("must_change", models.BooleanField(default=False, verbose_name="须改密码")),
                (
                    "signed_in_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="上次登录"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="建立时间"),
                ),
                (
                    "created_by",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="建立人"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="停用后不能登录，下一次请求就生效",
                        null=True,
                        verbose_name="停用时间",
                    ),
                ),
                (
                    "ended_by",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="停用人"),
                ),
                (
                    "ended_why",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="停用原因"
                    ),
                ),
            ],
            options={
                "verbose_name": "账号",
                "verbose_name_plural": "账号",
                "db_table_comment": "账号：一人一个；权限在岗位上，不在账号上",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [models.Index(fields=["division", "login"], name="user_division")],
                "constraints": [
                    models.UniqueConstraint(fields=("login",), name="user_login_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("login", django.db.models.functions.text.Lower("login"))
                        ),
                        name="user_login_lower",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", "")),
                            models.Q(
                                models.Q(("ended_at", None), _negated=True),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="user_ended_by_somebody",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Post",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("village_worker", "村级儿童工作人员"),
                            ("town_worker", "乡镇儿童工作人员"),
                            ("town_assistant", "乡镇救助协理员"),
                            ("school", "学校、幼儿园人员"),
                            ("police_station", "派出所民警"),
                            ("hospital", "医疗机构人员"),
                            ("social_worker", "社会工作服务机构人员"),
                            ("county_office", "县级民政部门工作人员"),
                            ("liaison", "成员单位联络员"),
                            ("leader", "召集人、分管领导"),
                            ("superior", "上级民政部门工作人员"),
                            ("court", "法院、检察院经办人"),
                            ("auditor", "安全审计员"),
                            ("security_admin", "安全管理员"),
                            ("system_admin", "系统管理员"),
                        ],
                        max_length=20,
                        verbose_name="角色",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        db_comment="当地的叫法", max_length=40, verbose_name="岗位名称"
                    ),
                ),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(
                        db_comment="管辖范围；单位岗位为单位所在区划", verbose_name="区划"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        db_comment="授予时的叫法",
                        default="",
                        max_length=80,
                        verbose_name="区划名称",
                    ),
                ),
                (
                    "profile",
                    models.CharField(
                        blank=True,
                        db_comment="空：本系统默认的方案",
                        default="",
                        max_length=40,
                        verbose_name="方案",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "等另一个人确认"),
                            ("held", "在岗"),
                            ("refused", "没有同意"),
                            ("ended", "已离岗"),
                        ],
                        default=tonghu.access.states.PostState["PROPOSED"],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("from_on", models.DateField(default=tonghu.core.clock.today, verbose_name="起")),
                (
                    "until_on",
                    models.DateField(
                        blank=True, db_comment="不再有效的第一天", null=True, verbose_name="止"
                    ),
                ),
                (
                    "granted_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="提出时间"),
                ),
                (
                    "granted_by",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="提出人"),
                ),
                (
                    "granted_by_id",
                    models.UUIDField(blank=True, null=True, verbose_name="提出人编号"),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="确认时间"),
                ),
                (
                    "confirmed_by",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="确认人"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "ended_by",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="结束人"),
                ),
                (
                    "ended_why",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="结束原因"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="directory.unit",
                        verbose_name="单位",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "岗位",
                "verbose_name_plural": "岗位",
                "db_table_comment": "岗位：角色、单位、区划、起止、谁提出、谁确认、谁结束",
                "ordering": ["user", "division", "role", "id"],
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="OpenSession",
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
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="会话摘要")),
                (
                    "started_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="登录时间"),
                ),
                (
                    "seen_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="最近使用"),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True, default="", max_length=45, verbose_name="网络地址"
                    ),
                ),
                (
                    "agent",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="浏览器"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "ended_why",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="结束原因"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="access.post",
                        verbose_name="所用岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "登录会话",
                "verbose_name_plural": "登录会话",
                "db_table_comment": "登录会话：谁在哪台电脑上登录着，可以逐个退出",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RecoveryCode",
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
                ("digest", models.CharField(max_length=64, verbose_name="备用码摘要")),
                (
                    "made_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="建立时间"),
                ),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="使用时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "备用码",
                "verbose_name_plural": "备用码",
                "db_table_comment": "手机丢了时用的备用码，只存摘要，各用一次",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="StartCode",
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
                        db_comment="同账号", verbose_name="管理区划"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("start", "首次登录"), ("reset", "重设密码")],
                        max_length=10,
                        verbose_name="用途",
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="凭证摘要")),
                (
                    "made_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="发出时间"),
                ),
                (
                    "made_by",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="发出人"),
                ),
                ("ends_at", models.DateTimeField(verbose_name="失效时间")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="使用时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "一次性凭证",
                "verbose_name_plural": "一次性凭证",
                "db_table_comment": "首次登录和重设密码用的一次性凭证，只存摘要",
                "abstract": False,
                "base_manager_name": "_reached",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="BreakGlass",
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
                ("child", models.UUIDField(verbose_name="儿童编号")),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(verbose_name="查看人所在区划"),
                ),
                ("why", models.CharField(max_length=400, verbose_name="事由")),
                (
                    "opened_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="开始"),
                ),
                ("ends_at", models.DateTimeField(verbose_name="结束")),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True, db_comment="72小时内", null=True, verbose_name="复核时间"
                    ),
                ),
                (
                    "reviewed_by",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="复核人"),
                ),
                (
                    "review",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="复核意见"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="查看人",
                    ),
                ),
            ],
            options={
                "verbose_name": "紧急查看",
                "verbose_name_plural": "紧急查看",
                "db_table_comment": "紧急查看：先看后批，限一名儿童、一小时、只读",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [
                    models.Index(fields=["division", "opened_at"], name="break_glass_division"),
                    models.Index(fields=["user", "opened_at"], name="break_glass_user"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__gt", models.F("opened_at")),
                            (
                                "ends_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("opened_at"),
                                    "+",
                                    models.Value(datetime.timedelta(seconds=3600)),
                                ),
                            ),
                        ),
                        name="break_glass_short",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at", None), ("reviewed_by", "")),
                            models.Q(
                                models.Q(("reviewed_at", None), _negated=True),
                                models.Q(("reviewed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="break_glass_reviewed_by_somebody",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Conflict",
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
                ("child", models.UUIDField(verbose_name="儿童编号")),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(verbose_name="儿童所在区划"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("declared", "本人申报"),
                            ("matched", "系统比对"),
                            ("ordered", "县级民政部门指定"),
                        ],
                        max_length=10,
                        verbose_name="来由",
                    ),
                ),
                (
                    "why",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="说明"),
                ),
                (
                    "noted_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="登记时间"),
                ),
                ("noted_by", models.CharField(max_length=80, verbose_name="登记人")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="解除时间")),
                (
                    "ended_by",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="解除人"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="回避人",
                    ),
                ),
            ],
            options={
                "verbose_name": "回避",
                "verbose_name_plural": "回避",
                "db_table_comment": "回避：有利害关系的人，胜过一切授权，对本人不作提示",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [
                    models.Index(fields=["division", "child"], name="conflict_division"),
                    models.Index(fields=["user"], name="conflict_user"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("user", "child"),
                        name="conflict_once",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Involvement",
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
                ("kind", models.CharField(max_length=30, verbose_name="事项种类")),
                ("subject", models.CharField(max_length=40, verbose_name="事项编号")),
                (
                    "division",
                    tonghu.core.database.fields.DivisionField(verbose_name="事项所在区划"),
                ),
                ("fields", models.JSONField(default=list, verbose_name="列明的内容")),
                ("permissions", models.JSONField(default=list, verbose_name="列明的权限")),
                (
                    "given_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="提出时间"),
                ),
                (
                    "given_by",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="提出人"),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(
                        blank=True, db_comment="接受以前看不到", null=True, verbose_name="接受时间"
                    ),
                ),
                ("ends_at", models.DateTimeField(verbose_name="结束时间")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="directory.unit",
                        verbose_name="参与单位",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="参与人",
                    ),
                ),
            ],
            options={
                "verbose_name": "参与",
                "verbose_name_plural": "参与",
                "db_table_comment": "参与：把一件事的哪些内容、让谁看、看到什么时候",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [
                    models.Index(
                        fields=["division", "kind", "subject"], name="involvement_division"
                    ),
                    models.Index(fields=["user", "ends_at"], name="involvement_user"),
                    models.Index(fields=["unit", "ends_at"], name="involvement_unit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("user", None), ("unit", None), _connector="XOR"),
                        name="involvement_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("given_at"))),
                        name="involvement_days_in_order",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="OneTimeDevice",
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
                    "secret",
                    tonghu.core.encryption.fields.EncryptedText(
                        editable=False, verbose_name="密钥"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="建立时间"),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="启用时间"),
                ),
                ("last_step", models.BigIntegerField(default=-1, verbose_name="已用过的时间格")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "动态口令",
                "verbose_name_plural": "动态口令",
                "db_table_comment": "动态口令的密钥，加密存放；每个口令只能用一次",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [models.Index(fields=["user"], name="one_time_device_user")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["division", "role"], name="post_division"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["user", "state"], name="post_user"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["unit"], name="post_unit"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "held"])),
                fields=("user", "role", "division", "unit"),
                name="post_held_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_on", None), ("until_on__gt", models.F("from_on")), _connector="OR"
                ),
                name="post_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ended"), _negated=True),
                    models.Q(
                        models.Q(("ended_at", None), _negated=True),
                        models.Q(("ended_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="post_ended_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="opensession",
            index=models.Index(fields=["user", "ended_at"], name="open_session_user"),
        ),
        migrations.AddIndex(
            model_name="recoverycode",
            index=models.Index(fields=["user"], name="recovery_code_user"),
        ),
        migrations.AddIndex(
            model_name="startcode",
            index=models.Index(fields=["division", "user"], name="start_code_division"),
        ),
        migrations.AddIndex(
            model_name="startcode",
            index=models.Index(fields=["user", "used_at"], name="start_code_user"),
        ),
    ]
