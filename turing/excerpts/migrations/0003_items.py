"""A pair becomes an item: excerpts of any number and origin are its versions."""

import django.db.models.deletion
from django.db import migrations, models

VERSIONS = "INSERT INTO excerpts_version (item_id, excerpt_id, is_opening) SELECT id, {side}_id, false FROM excerpts_item ORDER BY id"


class Migration(migrations.Migration):

    dependencies = [
        ("excerpts", "0002_tempos_and_changes"),
        ("survey", "0005_remove_sides"),  # whose answers were moved by the sides of a pair
    ]

    operations = [
        migrations.RemoveConstraint(model_name="pair", name="one_pair_per_name"),
        migrations.RenameModel(old_name="Pair", new_name="Item"),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("collection", "name"), name="one_item_per_name"),
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_opening", models.BooleanField(default=False)),
                (
                    "excerpt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="excerpts.excerpt"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="excerpts.item"
                    ),
                ),
            ],
            options={
                "ordering": ["item_id", "pk"],
                "constraints": [models.UniqueConstraint(fields=("item", "excerpt"), name="no_version_twice")],
            },
        ),
        migrations.AddField(
            model_name="item",
            name="excerpts",
            field=models.ManyToManyField(related_name="items", through="excerpts.Version", to="excerpts.excerpt"),
        ),
        migrations.RunSQL(VERSIONS.format(side="human"), migrations.RunSQL.noop),
        migrations.RunSQL(VERSIONS.format(side="machine"), migrations.RunSQL.noop),
    ]
