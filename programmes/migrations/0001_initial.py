import config.colour
import config.ids
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from config.migrating import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [CreateModels([
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('language', models.CharField(choices=[('nb', 'Bokmål'), ('nn', 'Nynorsk'), ('en', 'Engelsk')], default='nb', max_length=2)),
                ('colour', models.CharField(default='#0a4a56', max_length=7, validators=[config.colour.readable_on_white])),
                ('second_colour', models.CharField(default='#0a4a56', max_length=7, validators=[config.colour.visible_on_white])),
            ],
            options={
                'verbose_name_plural': 'municipalities',
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('name', models.CharField(max_length=120)),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=800)),
                ('email', models.EmailField(blank=True, max_length=254, null=True)),
                ('language', models.CharField(blank=True, choices=[('nb', 'Bokmål'), ('nn', 'Nynorsk'), ('en', 'Engelsk')], max_length=2)),
                ('is_active', models.BooleanField(default=True)),
                ('session_salt', models.CharField(default=config.ids.public_id, editable=False, max_length=12)),
            ],
            options={
                'verbose_name_plural': 'people',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='person_email_once_whatever_its_case'), models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='person_email_null_when_none')],
            },
        ),
        migrations.CreateModel(
            name='MunicipalityMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('municipality', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mark', to='programmes.municipality')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('height__gte', 1), ('height__lte', 1600), ('width__gte', 1), ('width__lte', 1600)), name='municipalitymark_at_most_1600')],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('language', models.CharField(choices=[('nb', 'Bokmål'), ('nn', 'Nynorsk'), ('en', 'Engelsk')], default='nb', max_length=2)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='programmes', to='programmes.municipality')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SavedProgramme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('key', models.CharField(editable=False, max_length=400)),
                ('language', models.CharField(default='nb', max_length=2)),
                ('content', models.JSONField()),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_programmes', to='programmes.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'key'), name='savedprogramme_name_once_a_municipality'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='savedprogramme_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='ShelvedExercise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.SlugField(max_length=40)),
                ('title', models.CharField(max_length=120)),
                ('question', models.CharField(blank=True, max_length=300)),
                ('questions', models.JSONField(default=list)),
                ('phases', models.JSONField()),
                ('options', models.JSONField(default=dict)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shelf', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['title', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='shelvedexercise_has_a_name'), models.CheckConstraint(condition=models.Q(('kind', ''), _negated=True), name='shelvedexercise_has_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Trail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=60)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trail', to='programmes.municipality')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('key', models.CharField(editable=False, max_length=400)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='programmes.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'key'), name='unit_once_a_municipality')],
            },
        ),
        migrations.CreateModel(
            name='Gathering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('date', models.DateField()),
                ('place', models.CharField(blank=True, max_length=120)),
                ('theme', models.CharField(blank=True, max_length=120)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('changes', models.PositiveIntegerField(default=0)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gatherings', to='programmes.programme')),
            ],
            options={
                'ordering': ['date', 'number'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='gathering_number_once_a_programme'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='gathering_number_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('until', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='programmes.municipality')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='memberships', to='programmes.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='membership_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('person', 'municipality'), name='membership_once_a_municipality')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('session', 'Økt'), ('break', 'Pause'), ('lunch', 'Lunsj')], default='session', max_length=7)),
                ('starts', models.TimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('question', models.CharField(blank=True, max_length=300)),
                ('note', models.TextField(blank=True, max_length=12000)),
                ('is_pinned', models.BooleanField(default=False)),
                ('is_left_out', models.BooleanField(default=False)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='programmes.gathering')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('gathering', 'position'), name='agendaitem_position_once_a_gathering'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 720)), name='agendaitem_minutes_1_to_720'), models.CheckConstraint(condition=models.Q(('kind__in', ['session', 'break', 'lunch'])), name='agendaitem_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='GroupSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('standing', 'Faste grupper'), ('day', 'Dagens grupper'), ('network', 'Ledernettverk')], default='standing', max_length=8)),
                ('gathering', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='group_sets', to='programmes.gathering')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_sets', to='programmes.programme')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('gathering__isnull', False), ('purpose', 'day')), models.Q(('gathering__isnull', True), ('purpose__in', ['standing', 'network'])), _connector='OR'), name='groupset_of_a_day_has_its_gathering')],
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('until', models.DateField(blank=True, null=True)),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deputising', to='programmes.membership')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leaves', to='programmes.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='leave_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('membership',), name='leave_one_at_a_time'), models.CheckConstraint(condition=models.Q(('deputy__isnull', True), models.Q(('deputy', models.F('membership')), _negated=True), _connector='OR'), name='leave_deputy_is_another')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.SlugField(max_length=40)),
                ('subject', models.CharField(blank=True, max_length=12)),
                ('number', models.PositiveSmallIntegerField()),
                ('format', models.PositiveSmallIntegerField()),
                ('sheet', models.JSONField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='programmes.membership')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('membership', 'kind', 'subject', 'number'), name='edition_number_once_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='NearestManager',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('until', models.DateField(blank=True, null=True)),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='managers', to='programmes.membership')),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='programmes.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='nearestmanager_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('leader',), name='nearestmanager_one_at_a_time'), models.CheckConstraint(condition=models.Q(('leader', models.F('manager')), _negated=True), name='nearestmanager_is_another')],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('until', models.DateField(blank=True, null=True)),
                ('role', models.CharField(choices=[('hr', 'HR'), ('administrator', 'Administrator')], max_length=13)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offices', to='programmes.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='office_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('membership', 'role'), name='office_once_a_role'), models.CheckConstraint(condition=models.Q(('role__in', ['hr', 'administrator'])), name='office_role_known')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('until', models.DateField(blank=True, null=True)),
                ('role', models.CharField(choices=[('facilitator', 'Prosessleder'), ('leader', 'Leder'), ('guest', 'Gjest')], max_length=11)),
                ('guest_name', models.CharField(blank=True, max_length=120)),
                ('came_at', models.DateTimeField(blank=True, null=True)),
                ('is_pretend', models.BooleanField(default=False)),
                ('gathering', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='programmes.gathering')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='programmes.membership')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='programmes.programme')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='participation_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('membership', 'programme', 'role'), name='participation_once_a_role'), models.CheckConstraint(condition=models.Q(('role__in', ['facilitator', 'leader', 'guest'])), name='participation_role_known'), models.CheckConstraint(condition=models.Q(models.Q(('gathering__isnull', False), ('role', 'guest'), models.Q(('guest_name', ''), _negated=True)), models.Q(models.Q(('role', 'guest'), _negated=True), ('gathering__isnull', True), ('guest_name', ''), ('membership__isnull', False)), _connector='OR'), name='participation_guest_has_a_name_and_a_day'), models.CheckConstraint(condition=models.Q(('is_pretend', False), models.Q(('membership__isnull', True), ('role', 'guest')), _connector='OR'), name='participation_only_guests_pretend')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('process', models.CharField(max_length=40)),
                ('participants', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='programmes.gathering')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('gathering', 'process'), name='presence_once_a_process')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('unit', 'Ny enhet'), ('manager', 'Ny nærmeste leder'), ('leave', 'Permisjon'), ('back', 'Tilbake fra permisjon'), ('leaving', 'Slutter')], max_length=7)),
                ('since', models.DateField()),
                ('rows', models.JSONField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='programmes.membership')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='programmes.programme')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['unit', 'manager', 'leave', 'back', 'leaving'])), name='change_kind_known'), models.CheckConstraint(condition=models.Q(('undone_at__isnull', True), ('undone_at__gte', models.F('made_at')), _connector='OR'), name='change_undone_after_it_was_made')],
            },
        ),
        migrations.CreateModel(
            name='Replan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('before', models.JSONField(default=list)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replans', to='programmes.gathering')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Summary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('parts', models.JSONField(default=list)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('published', models.JSONField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
                ('gathering', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='summary', to='programmes.gathering')),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('published__isnull', True), ('published_at__isnull', True)), models.Q(('published__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='summary_published_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('until', models.DateField(blank=True, null=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='programmes.membership')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='programmes.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='placement_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('membership',), name='placement_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Exercise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.SlugField(max_length=40)),
                ('title', models.CharField(max_length=120)),
                ('question', models.CharField(blank=True, max_length=300)),
                ('changes', models.PositiveIntegerField(default=0)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exercises', to='programmes.agendaitem')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('item', 'position'), name='exercise_position_once_an_item')],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('key', models.CharField(editable=False, max_length=200)),
                ('position', models.PositiveSmallIntegerField()),
                ('group_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='programmes.groupset')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('group_set', 'position'), name='group_position_once_a_set'), models.UniqueConstraint(fields=('group_set', 'key'), name='group_name_once_a_set')],
            },
        ),
        migrations.CreateModel(
            name='NextStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, max_length=1000)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('placed_at', models.DateTimeField(blank=True, null=True)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='next_steps', to='programmes.gathering')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='next_steps', to='programmes.participation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('gathering', 'participation'), name='nextstep_once_a_gathering'), models.CheckConstraint(condition=models.Q(('placed_at__isnull', True), models.Q(('text', ''), _negated=True), _connector='OR'), name='nextstep_placed_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('participation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='invitation', to='programmes.participation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='invitation_number_from_one'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('failed_at__isnull', True), _connector='OR'), name='invitation_sent_or_failed')],
            },
        ),
        migrations.CreateModel(
            name='DayInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField()),
                ('is_cancelled', models.BooleanField(default=False)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='programmes.gathering')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='day_invitations', to='programmes.participation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('gathering', 'participation'), name='dayinvitation_once_a_participation')],
            },
        ),
        migrations.CreateModel(
            name='OwnScreen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_screens', to='programmes.gathering')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_screens', to='programmes.participation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('gathering', 'participation'), name='ownscreen_once_a_gathering')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was_there', models.BooleanField(null=True)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='programmes.gathering')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='programmes.participation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('gathering', 'participation'), name='attendance_once_a_gathering')],
            },
        ),
        migrations.CreateModel(
            name='EditionPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.BinaryField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='programmes.edition')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='editionpicture_number_once_an_edition')],
            },
        ),
        migrations.CreateModel(
            name='InputPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('heading', models.CharField(max_length=120)),
                ('text', models.TextField(blank=True, max_length=1500)),
                ('quote', models.CharField(blank=True, max_length=400)),
                ('quote_source', models.CharField(blank=True, max_length=160)),
                ('is_slide', models.BooleanField(default=False)),
                ('alt_is_start', models.BooleanField(default=False)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pages_after', to='programmes.exercise')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='programmes.agendaitem')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('item', 'position'), name='inputpage_position_once_an_item'), models.CheckConstraint(condition=models.Q(('heading', ''), _negated=True), name='inputpage_has_a_heading'), models.CheckConstraint(condition=models.Q(('quote_source', ''), models.Q(('quote', ''), _negated=True), _connector='OR'), name='inputpage_source_is_of_a_quotation')],
            },
        ),
        migrations.CreateModel(
            name='GroupRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('chair', 'Ordstyrer og tidtaker'), ('guard', 'Viddevakt'), ('secretary', 'Sekretær')], max_length=9)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_roles', to='programmes.gathering')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='programmes.group')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('gathering', 'group', 'role'), name='grouprole_taken_by_one'), models.CheckConstraint(condition=models.Q(('role__in', ['chair', 'guard', 'secretary'])), name='grouprole_known')],
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('until', models.DateField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='programmes.group')),
                ('group_set', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.groupset')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='programmes.participation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='groupmember_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('group_set', 'participation'), name='groupmember_one_group_of_a_set')],
            },
        ),
        migrations.CreateModel(
            name='Admission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('guest_name', models.CharField(blank=True, max_length=120)),
                ('device', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('waiting', 'Venter'), ('admitted', 'Inne'), ('withdrawn', 'Tatt ut')], default='waiting', max_length=9)),
                ('by_card', models.BooleanField(default=False)),
                ('was_in', models.BooleanField(default=False)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='admissions', to='programmes.gathering')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.group')),
                ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='admissions', to='programmes.participation')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('gathering', 'device'), name='admission_once_a_device'), models.UniqueConstraint(condition=models.Q(('by_card', True)), fields=('gathering', 'participation'), name='admission_card_used_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'admitted', 'withdrawn'])), name='admission_state_known'), models.CheckConstraint(condition=models.Q(('participation__isnull', False), models.Q(('guest_name', ''), _negated=True), _connector='OR'), name='admission_is_for_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'admitted'), _negated=True), ('participation__isnull', False), _connector='OR'), name='admission_admits_a_participant'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'admitted'), _negated=True), ('was_in', True), _connector='OR'), name='admission_admitted_was_in')],
            },
        ),
        migrations.CreateModel(
            name='Phase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('mode', models.CharField(choices=[('alone', 'Individuelt'), ('pairs', 'I duoer'), ('groups', 'I grupper'), ('to_plenary', 'Til plenum'), ('together', 'Sammen')], max_length=10)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('instruction', models.CharField(blank=True, max_length=500)),
                ('writer', models.CharField(choices=[('nobody', 'Ingen skriver'), ('each', 'Hver for seg'), ('secretary', 'Sekretæren for gruppen'), ('anybody', 'Hvem som helst i gruppen')], default='nobody', max_length=9)),
                ('in_turn', models.BooleanField(default=False)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='programmes.exercise')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('exercise', 'position'), name='phase_position_once_an_exercise'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 240)), name='phase_minutes_1_to_240'), models.CheckConstraint(condition=models.Q(('mode__in', ['alone', 'pairs', 'groups', 'to_plenary', 'together'])), name='phase_mode_known'), models.CheckConstraint(condition=models.Q(('writer__in', ['nobody', 'each', 'secretary', 'anybody'])), name='phase_writer_known'), models.CheckConstraint(condition=models.Q(('in_turn', False), ('mode__in', ['pairs', 'groups']), _connector='OR'), name='phase_turns_are_taken_in_groups')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=300)),
                ('answer', models.CharField(choices=[('nothing', 'Skriv ingenting, bare snakk'), ('own', 'Notat for meg'), ('group', 'Gruppens svar'), ('anonymous', 'Anonymt til alle'), ('evaluation', 'Anonymt til prosesslederen')], default='nothing', max_length=10)),
                ('is_withdrawn', models.BooleanField(default=False)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='programmes.exercise')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('exercise', 'position'), name='question_position_once_an_exercise'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='question_asks_something'), models.CheckConstraint(condition=models.Q(('answer__in', ['nothing', 'own', 'group', 'anonymous', 'evaluation'])), name='question_answer_known')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('revealed_at', models.DateTimeField(blank=True, null=True)),
                ('is_named', models.BooleanField(default=False)),
                ('respondents', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='programmes.exercise')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('exercise', 'number'), name='round_number_once_an_exercise'), models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('exercise',), name='round_one_open_an_exercise'), models.CheckConstraint(condition=models.Q(('revealed_at__isnull', True), ('closed_at__isnull', False), _connector='OR'), name='round_closed_before_revealed'), models.CheckConstraint(condition=models.Q(('respondents__isnull', True), ('closed_at__isnull', False), _connector='OR'), name='round_respondents_counted_at_close')],
            },
        ),
        migrations.CreateModel(
            name='SlideImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('content', models.BinaryField(blank=True, null=True)),
                ('state', models.CharField(choices=[('waiting', 'Under arbeid'), ('done', 'Ferdig'), ('refused', 'Avvist')], default='waiting', max_length=7)),
                ('pages', models.PositiveSmallIntegerField(default=0)),
                ('problems', models.JSONField(blank=True, default=list)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.exercise')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slide_imports', to='programmes.agendaitem')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'done', 'refused'])), name='slideimport_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('content__isnull', True)), _connector='OR'), name='slideimport_keeps_no_file_afterwards'), models.CheckConstraint(condition=models.Q(('state', 'done'), ('pages', 0), _connector='OR'), name='slideimport_never_half')],
            },
        ),
        migrations.CreateModel(
            name='InputPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('alt', models.CharField(max_length=500)),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='picture', to='programmes.inputpage')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('alt', ''), _negated=True), name='inputpicture_has_an_alternative'), models.CheckConstraint(condition=models.Q(('height__gte', 1), ('height__lte', 1920), ('width__gte', 1), ('width__lte', 1920)), name='inputpicture_at_most_1920')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, max_length=4000)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='programmes.participation')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='programmes.question')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('question', 'participation'), name='note_once_a_question')],
            },
        ),
        migrations.CreateModel(
            name='ReleasedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField(max_length=2000)),
                ('theme', models.CharField(blank=True, max_length=60)),
                ('is_hidden', models.BooleanField(default=False)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='programmes.question')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='programmes.round')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('round', 'question', 'position'), name='releasedtext_position_once_a_question')],
            },
        ),
        migrations.CreateModel(
            name='GroupAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, max_length=4000)),
                ('is_shared', models.BooleanField(default=False)),
                ('from_paper', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.group')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_answers', to='programmes.question')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_answers', to='programmes.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'question', 'group'), name='groupanswer_once_a_question')],
            },
        ),
        migrations.CreateModel(
            name='Floor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('began_at', models.DateTimeField()),
                ('order', models.JSONField(default=list)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.group')),
                ('phase', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.phase')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='floors', to='programmes.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'phase', 'group'), name='floor_once_a_group_and_phase')],
            },
        ),
        migrations.CreateModel(
            name='Elector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_answered', models.BooleanField(default=False)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.group')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='electorates', to='programmes.participation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='electors', to='programmes.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'participation'), name='elector_once_a_round')],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(blank=True, max_length=12)),
                ('answer', models.JSONField()),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='programmes.round')),
            ],
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('audience', models.CharField(choices=[('hr', 'HR'), ('manager', 'Nærmeste leder'), ('group', 'Gruppen')], max_length=7)),
                ('purpose', models.CharField(max_length=200)),
                ('shared_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ends_on', models.DateField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='programmes.edition')),
                ('nearest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='programmes.nearestmanager')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='programmes.programme')),
                ('readers', models.ManyToManyField(blank=True, related_name='shares_received', to='programmes.groupmember')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaced_by', to='programmes.share')),
                ('seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='programmes.groupmember')),
            ],
            options={
                'ordering': ['-shared_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('audience', 'hr'), ('nearest__isnull', True), ('programme__isnull', False), ('seat__isnull', True)), models.Q(('audience', 'manager'), ('nearest__isnull', False), ('programme__isnull', True), ('seat__isnull', True)), models.Q(('audience', 'group'), ('nearest__isnull', True), ('programme__isnull', True), ('seat__isnull', False)), _connector='OR'), name='share_has_one_named_receiver'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('shared_at')), _connector='OR'), name='share_withdrawn_after_it_was_shared'), models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='share_says_what_for'), models.CheckConstraint(condition=models.Q(('replaces__isnull', True), models.Q(('replaces', models.F('id')), _negated=True), _connector='OR'), name='share_replaces_another'), models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('edition', 'audience'), name='share_once_an_audience')],
            },
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('planned', 'Planlagt'), ('running', 'I gang'), ('rehearsed', 'Øves'), ('ended', 'Avsluttet')], default='planned', max_length=9)),
                ('page', models.PositiveSmallIntegerField(default=0)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('entered_at', models.DateTimeField(blank=True, null=True)),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('seconds_left', models.IntegerField(blank=True, null=True)),
                ('seconds_in_all', models.PositiveIntegerField(default=0)),
                ('is_at_the_door', models.BooleanField(default=False)),
                ('screen', models.CharField(choices=[('task', 'Oppgave og klokke'), ('join', 'Kode for å bli med'), ('result', 'Resultatet'), ('summary', 'Forrige oppsummering'), ('blank', 'Blank')], default='task', max_length=7)),
                ('recap_page', models.PositiveSmallIntegerField(default=0)),
                ('join_code', models.CharField(blank=True, max_length=6)),
                ('epoch', models.PositiveIntegerField(default=0)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.exercise')),
                ('exercise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.exercise')),
                ('gathering', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='stage', to='programmes.gathering')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.agendaitem')),
                ('moved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('near', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.group')),
                ('phase', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.phase')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('join_code', ''), _negated=True), fields=('join_code',), name='stage_join_code_once'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['running', 'rehearsed']), _negated=True), models.Q(('entered_at__isnull', False), ('item__isnull', False), ('started_at__isnull', False)), _connector='OR'), name='stage_that_is_on_is_somewhere'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), _negated=True), ('join_code', ''), _connector='OR'), name='stage_code_dies_with_the_day'), models.CheckConstraint(condition=models.Q(('state__in', ['running', 'rehearsed']), models.Q(('ends_at__isnull', True), ('seconds_left__isnull', True)), _connector='OR'), name='stage_clock_only_while_on'), models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('seconds_left__isnull', True), _connector='OR'), name='stage_clock_runs_or_stands'), models.CheckConstraint(condition=models.Q(('phase__isnull', True), ('exercise__isnull', False), _connector='OR'), name='stage_phase_has_its_exercise'), models.CheckConstraint(condition=models.Q(('exercise__isnull', True), models.Q(('after__isnull', True), ('page', 0)), _connector='OR'), name='stage_input_is_between_exercises'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'running', 'rehearsed', 'ended'])), name='stage_state_known'), models.CheckConstraint(condition=models.Q(('is_at_the_door', False), models.Q(('state__in', ['running', 'rehearsed']), ('ends_at__isnull', True)), _connector='OR'), name='stage_clock_stands_at_the_door'), models.CheckConstraint(condition=models.Q(('screen__in', ['task', 'join', 'result', 'summary', 'blank'])), name='stage_screen_known'), models.CheckConstraint(condition=models.Q(('recap_page', 0), ('screen', 'summary'), _connector='OR'), name='stage_recap_page_of_a_summary')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.exercise')),
                ('exercise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='programmes.exercise')),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='programmes.gathering')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='programmes.agendaitem')),
                ('phase', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='programmes.phase')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fetched', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('share', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='programmes.share')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('is_leaders', models.BooleanField()),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('share', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='programmes.share')),
            ],
            options={
                'ordering': ['written_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_not_empty'), models.CheckConstraint(condition=models.Q(('edited_at__isnull', True), ('edited_at__gte', models.F('written_at')), _connector='OR'), name='comment_edited_after_it_was_written')],
            },
        ),
    ])]
