"""The sides of a pair are versions now; a piece may be a recording, without notes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("excerpts", "0003_items")]

    operations = [
        migrations.RemoveField(model_name="item", name="human"),
        migrations.RemoveField(model_name="item", name="machine"),
        migrations.AlterField(
            model_name="excerpt",
            name="length",
            field=models.PositiveIntegerField(help_text="ticks; 0 of a recording"),
        ),
        migrations.AlterField(
            model_name="excerpt",
            name="start",
            field=models.PositiveIntegerField(help_text="ticks from the start of the piece; 0 of a recording"),
        ),
        migrations.AlterField(
            model_name="item",
            name="tune",
            field=models.CharField(help_text="no sitting has two items of one tune", max_length=100),
        ),
        migrations.AlterField(
            model_name="piece",
            name="musicxml",
            field=models.TextField(
                blank=True, help_text="rebuilt from our own notes, never an upload's own bytes; empty of a recording"
            ),
        ),
    ]
