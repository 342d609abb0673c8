"""Tables of the child files."""
# ruff: noqa: RUF012
# mypy: disable-error-code=misc

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_numbers"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="child",
            index=models.Index(fields=["former_name", "division"], name="child_former_name"),
        ),
        migrations.AddIndex(
            model_name="child",
            index=models.Index(
                condition=Q(("merged_into", None)),
                fields=["division", "state"],
                name="child_counted",
            ),
        ),
    ]
