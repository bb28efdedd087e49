import config.ids
import django.db.models.deletion
import django.utils.timezone
import goals.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('efficacy', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='GoalCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='goal_card', to='programmes.membership')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('reminders', models.BooleanField(default=True)),
                ('calendar_token', models.CharField(blank=True, max_length=40)),
                ('calendar_shows_actions', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('calendar_token', ''), _negated=True), fields=('calendar_token',), name='goalcard_calendar_once')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('form', models.CharField(choices=[('zip', 'ZIP med én PDF for hver leder'), ('pdf', 'Én PDF med alle')], max_length=3)),
                ('secret', models.CharField(default=goals.models.secret, editable=False, max_length=32, unique=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ready_at', models.DateTimeField(null=True)),
                ('count', models.PositiveIntegerField(null=True)),
                ('failed', models.JSONField(default=list)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('form__in', ['zip', 'pdf'])), name='export_form_known'), models.CheckConstraint(condition=models.Q(models.Q(('count__isnull', True), ('ready_at__isnull', True)), models.Q(('count__isnull', False), ('ready_at__isnull', False)), _connector='OR'), name='export_counted_when_ready')],
            },
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='goals.goalcard')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('writer', models.CharField(blank=True, max_length=12)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('deleted_at__isnull', True)), fields=('card', 'position'), name='area_position_once_a_card'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='area_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='goals.area')),
                ('position', models.PositiveSmallIntegerField(null=True)),
                ('text', models.TextField(blank=True)),
                ('belief', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='efficacy.belief')),
                ('checklist', models.CharField(blank=True, choices=[('smart', 'SMART'), ('smarte', 'SMARTE')], max_length=6)),
                ('ticked', models.CharField(blank=True, max_length=6)),
                ('waved', models.JSONField(default=list)),
                ('reach', models.TextField(blank=True)),
                ('gain', models.TextField(blank=True)),
                ('sure', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('area', 'position'), name='goal_position_once_an_area'), models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 2)), name='goal_first_or_second'), models.CheckConstraint(condition=models.Q(models.Q(('checklist', ''), ('ticked', '')), ('checklist__in', ['smart', 'smarte']), _connector='OR'), name='goal_checklist_known')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='goals.goal')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('target', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('goal', 'position'), name='indicator_position_once_a_goal'), models.CheckConstraint(condition=models.Q(('target', ''), ('text', ''), _negated=True), name='indicator_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='goals.goal')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('deadline', models.CharField(blank=True, max_length=200)),
                ('due', models.DateField(blank=True, null=True)),
                ('start', models.DateField(blank=True, null=True)),
                ('recurring', models.BooleanField(default=False)),
                ('status', models.CharField(choices=[('waiting', 'Ikke begynt'), ('doing', 'I gang'), ('done', 'Ferdig')], default='waiting', max_length=7)),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('goal', 'position'), name='action_position_once_a_goal'), models.CheckConstraint(condition=models.Q(('deadline', ''), ('text', ''), _negated=True), name='action_not_empty'), models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'doing', 'done'])), name='action_status_known'), models.CheckConstraint(condition=models.Q(('start__isnull', True), ('due__isnull', True), ('start__lte', models.F('due')), _connector='OR'), name='action_starts_before_it_is_due')],
            },
        ),
    ]
