"""What a block asks besides what its kind of trial asks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('survey', '0012_steps'),
    ]

    operations = [
        migrations.AddField(
            model_name='block',
            name='follow_ups',
            field=models.JSONField(blank=True, default=list, help_text='what is asked besides, by name: follow_ups.py'),
        ),
    ]
