"""The table of files."""
# ruff: noqa: RUF012

import django.db.models.manager
from django.db import migrations, models

import tonghu.core.clock
import tonghu.core.database.fields
import tonghu.core.encryption.fields
import tonghu.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredFile",
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
                    "name",
                    tonghu.core.encryption.fields.EncryptedText(
                        db_comment="上传时的名称，常带姓名，随密钥销毁",
                        editable=False,
                        key_of="data_key",
                        null=True,
                        verbose_name="文件名",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("xlsx", "Excel工作簿"),
                            ("xls", "旧版Excel工作簿"),
                            ("csv", "文本表格"),
                            ("docx", "Word文档"),
                            ("doc", "旧版Word文档"),
                            ("pdf", "PDF文件"),
                            ("jpg", "JPEG图片"),
                            ("png", "PNG图片"),
                        ],
                        db_comment="按内容认定",
                        max_length=8,
                        verbose_name="种类",
                    ),
                ),
                ("size", models.PositiveIntegerField(db_comment="明文字节数", verbose_name="大小")),
                (
                    "fingerprint",
                    models.CharField(
                        db_comment="明文SHA-256的带密钥摘要，只能比对是否相同",
                        max_length=64,
                        verbose_name="指纹",
                    ),
                ),
                (
                    "data_key",
                    models.UUIDField(db_comment="销毁后为空", null=True, verbose_name="数据密钥"),
                ),
                (
                    "sensitivity",
                    models.CharField(
                        choices=[
                            ("public", "公开"),
                            ("internal", "工作内部"),
                            ("aggregate", "汇总数"),
                            ("pseudonymous", "去标识"),
                            ("identity", "身份"),
                            ("risk", "风险"),
                            ("narrative", "叙述"),
                            ("reporter", "报告人"),
                            ("placement", "安置地址"),
                            ("sealed", "封存"),
                        ],
                        max_length=16,
                        verbose_name="敏感级别",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        db_comment="哪项工作收的，如roster", max_length=40, verbose_name="用途"
                    ),
                ),
                ("division", tonghu.core.database.fields.DivisionField(verbose_name="区划")),
                (
                    "unit",
                    models.UUIDField(db_comment="为哪个单位收的", null=True, verbose_name="单位"),
                ),
                (
                    "received_by",
                    models.UUIDField(db_comment="空：系统", null=True, verbose_name="收件人"),
                ),
                (
                    "received_by_name",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="收件人姓名"
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(default=tonghu.core.clock.now, verbose_name="收到时间"),
                ),
                (
                    "erase_on",
                    models.DateField(
                        db_comment="到这一天销毁，空：未定", null=True, verbose_name="清除日"
                    ),
                ),
                ("erased_at", models.DateTimeField(null=True, verbose_name="清除时间")),
                (
                    "erased_why",
                    models.CharField(
                        blank=True, default="", max_length=400, verbose_name="清除缘由"
                    ),
                ),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("none", "未查毒"),
                            ("clean", "已查毒，未发现问题"),
                            ("infected", "查出问题"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="查毒",
                    ),
                ),
            ],
            options={
                "verbose_name": "文件",
                "verbose_name_plural": "文件",
                "db_table": "files_storedfile",
                "db_table_comment": "文件：上传和附件，内容加密存盘，到期销毁密钥",
                "abstract": False,
                "base_manager_name": "_reached",
                "indexes": [
                    models.Index(fields=["division", "received_at"], name="file_division"),
                    models.Index(fields=["unit", "received_at"], name="file_unit"),
                    models.Index(fields=["received_by", "received_at"], name="file_received_by"),
                    models.Index(fields=["fingerprint"], name="file_fingerprint"),
                    models.Index(
                        condition=models.Q(("erased_at", None)),
                        fields=["erase_on"],
                        name="file_erase_on",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("data_key__isnull", False), ("erased_at", None)),
                            models.Q(("data_key", None), ("erased_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="file_erased_without_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_reached", django.db.models.manager.Manager()),
            ],
        ),
    ]
