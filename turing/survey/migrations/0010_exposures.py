"""How often each item was given, so that the next listeners get what was heard least."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('excerpts', '0004_remove_sides'),
        ('survey', '0009_remove_moved'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitting',
            name='lapsed',
            field=models.BooleanField(default=False, help_text='what it left unanswered is given to others: exposure.py'),
        ),
        migrations.AddField(
            model_name='trial',
            name='arrangement',
            field=models.CharField(blank=True, help_text='what was chosen of the item: exposure.py', max_length=40),
        ),
        migrations.CreateModel(
            name='Exposure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('experience', models.CharField(choices=[('novice', 'Novice'), ('intermediate', 'Intermediate'), ('advanced', 'Advanced'), ('expert', 'Expert')], max_length=12)),
                ('simulated', models.BooleanField()),
                ('arrangement', models.CharField(blank=True, max_length=40)),
                ('count', models.IntegerField()),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exposures', to='survey.block')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exposures', to='excerpts.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('block', 'experience', 'simulated', 'item', 'arrangement'), name='one_count_per_arrangement')],
            },
        ),
    ]
