"""Which models stand on the first page becomes rows of their own: what the Vietnamese pages said is carried over."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def carry_over(apps, schema_editor):
    """One feature for each model that a Vietnamese page, or else a page in another language, was to show on the first page."""
    page_type, feature = apps.get_model("cms", "ModelPage"), apps.get_model("cms", "Feature")
    featured = page_type.objects.filter(featured_from__isnull=False).order_by("featured_order", "pk")
    carried = set()
    for row in sorted(featured, key=lambda page: page.locale.language_code != "vi"):
        until_on = row.featured_until if row.featured_until is None or row.featured_until >= row.featured_from else row.featured_from
        if row.translation_key not in carried:
            carried.add(row.translation_key)
            feature.objects.create(model=row, from_on=row.featured_from, until_on=until_on, sort_order=row.featured_order)


def carry_back(apps, schema_editor):
    """Onto the pages in both languages."""
    page_type, feature = apps.get_model("cms", "ModelPage"), apps.get_model("cms", "Feature")
    for row in feature.objects.select_related("model").order_by("-sort_order"):
        page_type.objects.filter(translation_key=row.model.translation_key).update(
            featured_from=row.from_on, featured_until=row.until_on, featured_order=max(row.sort_order or 0, 0)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0011_shared_blocks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("from_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="từ ngày")),
                (
                    "until_on",
                    models.DateField(blank=True, help_text="Để trống thì ở lại đến khi bạn gỡ.", null=True, verbose_name="đến hết ngày"),
                ),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="features",
                        to="cms.modelpage",
                        verbose_name="mô hình",
                    ),
                ),
            ],
            options={
                "verbose_name": "mô hình nổi bật",
                "verbose_name_plural": "mô hình nổi bật",
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="feature_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.RunPython(carry_over, carry_back),
    ]
