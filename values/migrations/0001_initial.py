import config.ids
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Diamond',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='diamonds', to='programmes.round')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='diamonds', to='programmes.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'group'), name='diamond_once_a_group')],
            },
        ),
        migrations.CreateModel(
            name='ShortlistValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shortlist', to='programmes.round')),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('round', 'position'), name='shortlistvalue_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='programmes.round')),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('round', 'position'), name='candidate_position_once_a_round')],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allocations', to='programmes.round')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                ('points', models.JSONField(default=list)),
                ('total', models.PositiveSmallIntegerField(default=0)),
                ('handed_in', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'participation'), name='allocation_once_a_round'), models.CheckConstraint(condition=models.Q(('handed_in', False), ('total', 100), _connector='OR'), name='allocation_counts_only_at_100')],
            },
        ),
        migrations.CreateModel(
            name='PointsResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='points_result', to='programmes.round')),
                ('asked', models.PositiveSmallIntegerField()),
                ('givers', models.PositiveSmallIntegerField()),
                ('format', models.PositiveSmallIntegerField(default=1)),
                ('figures', models.JSONField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('givers__lte', models.F('asked'))), name='pointsresult_givers_among_the_asked'), models.CheckConstraint(condition=models.Q(('givers__gte', 5), ('figures', []), _connector='OR'), name='pointsresult_no_figures_below_five')],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('diamond', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='values.diamond')),
                ('word', models.CharField(max_length=60)),
                ('key', models.CharField(editable=False, max_length=200)),
                ('position', models.PositiveSmallIntegerField()),
                ('slot', models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('diamond', 'key'), name='card_word_once_a_diamond'), models.UniqueConstraint(fields=('diamond', 'slot'), name='card_one_a_slot'), models.CheckConstraint(condition=models.Q(('slot__isnull', True), models.Q(('slot__gte', 1), ('slot__lte', 9)), _connector='OR'), name='card_slot_1_to_9'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='card_word_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='origins', to='values.shortlistvalue')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.group')),
                ('word', models.CharField(max_length=60)),
                ('slot', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('value', 'group', 'slot'), name='origin_once'), models.CheckConstraint(condition=models.Q(('slot__gte', 1), ('slot__lte', 3)), name='origin_is_a_top_three')],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('diamond', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='values.diamond')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='values.card')),
                ('mover', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.participation')),
                ('from_slot', models.PositiveSmallIntegerField(null=True)),
                ('to_slot', models.PositiveSmallIntegerField(null=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
