"""A study's kind of trial, the clips of a trial as rows, and what an answer said in one field."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('excerpts', '0002_tempos_and_changes'),
        ('survey', '0002_shown_tick'),
    ]

    operations = [
        migrations.AddField(
            model_name='study',
            name='kind',
            field=models.CharField(default='discrimination', help_text='of its trials: see kinds/', max_length=30),
        ),
        migrations.CreateModel(
            name='TrialClip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(help_text='what the page calls it: A, B, …', max_length=2)),
                ('token', models.CharField(help_text='the random name in its URL', max_length=32, unique=True)),
                ('excerpt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='excerpts.excerpt')),
                ('trial', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clips', to='survey.trial')),
            ],
            options={
                'ordering': ['trial_id', 'label'],
                'constraints': [models.UniqueConstraint(fields=('trial', 'label'), name='no_label_twice')],
            },
        ),
        migrations.AddField(
            model_name='answer',
            name='said',
            field=models.JSONField(default=dict, help_text='by name, as the kind of trial checks it, writes it and reads it'),
            preserve_default=False,
        ),
    ]
