"""Studies and trials are of items."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("survey", "0005_remove_sides"),
        ("excerpts", "0004_remove_sides"),
    ]

    operations = [
        migrations.RenameField(model_name="study", old_name="pairs", new_name="items"),
        migrations.RemoveConstraint(model_name="trial", name="no_pair_twice"),
        migrations.RenameField(model_name="trial", old_name="pair", new_name="item"),
        migrations.AddConstraint(
            model_name="trial",
            constraint=models.UniqueConstraint(fields=("sitting", "item"), name="no_item_twice"),
        ),
        migrations.AlterField(
            model_name="sitting",
            name="seed",
            field=models.BigIntegerField(help_text="fixed the items, their order and what is heard of them"),
        ),
    ]
