import config.ids
import django.db.models.deletion
import django.utils.timezone
import goals.models.cards
from django.conf import settings
from django.db import migrations, models

from config.migrating import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('efficacy', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [CreateModels([
        migrations.CreateModel(
            name='Attainment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('begun_on', models.DateField(default=django.utils.timezone.localdate)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('numbering', models.CharField(choices=[('levels', '1 til 5'), ('scale', '−2 til +2')], default='levels', max_length=6)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attainments', to='programmes.membership')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='attainment_title_not_empty'), models.CheckConstraint(condition=models.Q(('numbering__in', ['levels', 'scale'])), name='attainment_numbering_known')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('form', models.CharField(choices=[('zip', 'ZIP med én PDF for hver leder'), ('pdf', 'Én PDF med alle')], max_length=3)),
                ('secret', models.CharField(default=goals.models.cards.secret, editable=False, max_length=32, unique=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ready_at', models.DateTimeField(null=True)),
                ('count', models.PositiveIntegerField(null=True)),
                ('failed', models.JSONField(default=list)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('form__in', ['zip', 'pdf'])), name='export_form_known'), models.CheckConstraint(condition=models.Q(models.Q(('count__isnull', True), ('ready_at__isnull', True)), models.Q(('count__isnull', False), ('ready_at__isnull', False)), _connector='OR'), name='export_counted_when_ready')],
            },
        ),
        migrations.CreateModel(
            name='GoalCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('reminders', models.BooleanField(default=True)),
                ('calendar_token', models.CharField(blank=True, max_length=40)),
                ('calendar_shows_actions', models.BooleanField(default=False)),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='goal_card', to='programmes.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('calendar_token', ''), _negated=True), fields=('calendar_token',), name='goalcard_calendar_once')],
            },
        ),
        migrations.CreateModel(
            name='Mood',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('begun_on', models.DateField(default=django.utils.timezone.localdate)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('writer', models.CharField(blank=True, max_length=12)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('about', models.TextField(blank=True)),
                ('now', models.TextField(blank=True)),
                ('now_mood', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('now_picture', models.CharField(blank=True, choices=[('sun', 'Sol'), ('fair', 'Sol og skyer'), ('cloud', 'Overskyet'), ('fog', 'Tåke'), ('rain', 'Regn'), ('storm', 'Storm')], max_length=5)),
                ('wish', models.TextField(blank=True)),
                ('wish_mood', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('wish_picture', models.CharField(blank=True, choices=[('sun', 'Sol'), ('fair', 'Sol og skyer'), ('cloud', 'Overskyet'), ('fog', 'Tåke'), ('rain', 'Regn'), ('storm', 'Storm')], max_length=5)),
                ('guess', models.TextField(blank=True)),
                ('guess_mood', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('guess_picture', models.CharField(blank=True, choices=[('sun', 'Sol'), ('fair', 'Sol og skyer'), ('cloud', 'Overskyet'), ('fog', 'Tåke'), ('rain', 'Regn'), ('storm', 'Storm')], max_length=5)),
                ('became', models.TextField(blank=True)),
                ('became_mood', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('became_picture', models.CharField(blank=True, choices=[('sun', 'Sol'), ('fair', 'Sol og skyer'), ('cloud', 'Overskyet'), ('fog', 'Tåke'), ('rain', 'Regn'), ('storm', 'Storm')], max_length=5)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.membership')),
            ],
            options={
                'ordering': ['-begun_on', '-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('now_mood__isnull', True), ('now_mood__range', (0, 10)), _connector='OR'), models.Q(('wish_mood__isnull', True), ('wish_mood__range', (0, 10)), _connector='OR'), models.Q(('guess_mood__isnull', True), ('guess_mood__range', (0, 10)), _connector='OR'), models.Q(('became_mood__isnull', True), ('became_mood__range', (0, 10)), _connector='OR')), name='mood_0_to_10'), models.CheckConstraint(condition=models.Q(('now_picture__in', ['', 'sun', 'fair', 'cloud', 'fog', 'rain', 'storm']), ('wish_picture__in', ['', 'sun', 'fair', 'cloud', 'fog', 'rain', 'storm']), ('guess_picture__in', ['', 'sun', 'fair', 'cloud', 'fog', 'rain', 'storm']), ('became_picture__in', ['', 'sun', 'fair', 'cloud', 'fog', 'rain', 'storm'])), name='mood_picture_known')],
            },
        ),
        migrations.CreateModel(
            name='Platform',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='platform', to='programmes.membership')),
            ],
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('writer', models.CharField(blank=True, max_length=12)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='goals.goalcard')),
                ('rating', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='areas', to='efficacy.selfrating')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('deleted_at__isnull', True)), fields=('card', 'position'), name='area_position_once_a_card'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='area_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='MoodPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=[('now', 'Sånn er det akkurat nå'), ('wish', 'Sånn vil jeg ha det'), ('guess', 'Tror det kommer til å bli'), ('became', 'Slik ble det')], max_length=6)),
                ('content', models.BinaryField()),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('alt', models.CharField(blank=True, max_length=200)),
                ('goes_along', models.BooleanField(default=False)),
                ('mood', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='goals.mood')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('mood', 'moment'), name='moodpicture_once_a_moment'), models.CheckConstraint(condition=models.Q(('moment__in', ['now', 'wish', 'guess', 'became'])), name='moodpicture_moment_known'), models.CheckConstraint(condition=models.Q(('height__gte', 1), ('height__lte', 1600), ('width__gte', 1), ('width__lte', 1600)), name='moodpicture_at_most_1600')],
            },
        ),
        migrations.CreateModel(
            name='PlatformAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('writer', models.CharField(blank=True, max_length=12)),
                ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='goals.platform')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('platform', 'number'), name='platformanswer_once_a_question'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 9)), name='platformanswer_one_of_nine')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('on', models.DateField(default=django.utils.timezone.localdate)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('writer', models.CharField(blank=True, max_length=12)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('attainment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='goals.attainment')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('attainment', 'number'), name='review_number_once_a_table'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='review_number_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField(null=True)),
                ('text', models.TextField(blank=True)),
                ('checklist', models.CharField(blank=True, choices=[('smart', 'SMART'), ('smarte', 'SMARTE')], max_length=6)),
                ('ticked', models.CharField(blank=True, max_length=6)),
                ('waved', models.JSONField(default=list)),
                ('reach', models.TextField(blank=True)),
                ('gain', models.TextField(blank=True)),
                ('sure', models.TextField(blank=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='goals.area')),
                ('belief', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='efficacy.belief')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('deleted_at__isnull', True)), fields=('area', 'position'), name='goal_position_once_an_area'), models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 2)), name='goal_first_or_second'), models.CheckConstraint(condition=models.Q(models.Q(('checklist', ''), ('ticked', '')), ('checklist__in', ['smart', 'smarte']), _connector='OR'), name='goal_checklist_known')],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('deadline', models.CharField(blank=True, max_length=200)),
                ('due', models.DateField(blank=True, null=True)),
                ('start', models.DateField(blank=True, null=True)),
                ('recurring', models.BooleanField(default=False)),
                ('status', models.CharField(choices=[('waiting', 'Ikke begynt'), ('doing', 'I gang'), ('done', 'Ferdig')], default='waiting', max_length=7)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='goals.goal')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('deleted_at__isnull', True)), fields=('goal', 'position'), name='action_position_once_a_goal'), models.CheckConstraint(condition=models.Q(('deadline', ''), ('text', ''), _negated=True), name='action_not_empty'), models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'doing', 'done'])), name='action_status_known'), models.CheckConstraint(condition=models.Q(('start__isnull', True), ('due__isnull', True), ('start__lte', models.F('due')), _connector='OR'), name='action_starts_before_it_is_due')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('target', models.TextField(blank=True)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='goals.goal')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('goal', 'position'), name='indicator_position_once_a_goal'), models.CheckConstraint(condition=models.Q(('target', ''), ('text', ''), _negated=True), name='indicator_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Ladder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('begun_on', models.DateField(default=django.utils.timezone.localdate)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='ladders', to='goals.goal')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ladders', to='programmes.membership')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='ladder_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('text', models.CharField(max_length=300)),
                ('times', models.PositiveSmallIntegerField(default=1)),
                ('starts', models.DateField()),
                ('weeks', models.PositiveSmallIntegerField(default=4)),
                ('written_on', models.DateField(default=django.utils.timezone.localdate)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='plan_lines', to='goals.goal')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_lines', to='programmes.membership')),
            ],
            options={
                'ordering': ['starts', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='planline_text_not_empty'), models.CheckConstraint(condition=models.Q(('times__gte', 1), ('times__lte', 14)), name='planline_times_1_to_14'), models.CheckConstraint(condition=models.Q(('weeks__gte', 1), ('weeks__lte', 26)), name='planline_weeks_1_to_26')],
            },
        ),
        migrations.CreateModel(
            name='ScaledGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('weight', models.PositiveSmallIntegerField(default=1)),
                ('baseline', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('writer', models.CharField(blank=True, max_length=12)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('attainment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scaled', to='goals.attainment')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='scaled', to='goals.goal')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('deleted_at__isnull', True)), fields=('attainment', 'position'), name='scaledgoal_position_once_a_table'), models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 6)), name='scaledgoal_one_of_six'), models.CheckConstraint(condition=models.Q(('weight__lte', 10)), name='scaledgoal_weight_0_to_10'), models.CheckConstraint(condition=models.Q(('baseline__isnull', True), ('baseline__in', [1, 2]), _connector='OR'), name='scaledgoal_baseline_1_or_2')],
            },
        ),
        migrations.CreateModel(
            name='Grow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('begun_on', models.DateField(default=django.utils.timezone.localdate)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('writer', models.CharField(blank=True, max_length=12)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('partner', models.CharField(blank=True, max_length=120)),
                ('topic', models.TextField(blank=True)),
                ('aim', models.TextField(blank=True)),
                ('reality', models.TextField(blank=True)),
                ('options', models.TextField(blank=True)),
                ('choice', models.TextField(blank=True)),
                ('obstacles', models.TextField(blank=True)),
                ('support', models.TextField(blank=True)),
                ('action', models.TextField(blank=True)),
                ('deadline', models.CharField(blank=True, max_length=200)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.membership')),
                ('placed', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='goals.action')),
            ],
            options={
                'ordering': ['-begun_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LadderStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=300)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('belief', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='step', to='efficacy.belief')),
                ('ladder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='goals.ladder')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('deleted_at__isnull', True)), fields=('ladder', 'position'), name='ladderstep_position_once_a_ladder'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='ladderstep_text_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.CharField(choices=[('achievement', 'Oppnå'), ('effort', 'Innsats')], max_length=11)),
                ('level', models.PositiveSmallIntegerField()),
                ('told', models.TextField(blank=True)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='goals.review')),
                ('scaled', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='goals.scaledgoal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'scaled', 'row'), name='mark_once_a_row'), models.CheckConstraint(condition=models.Q(('row__in', ['achievement', 'effort'])), name='mark_row_known'), models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 5)), name='mark_level_1_to_5')],
            },
        ),
        migrations.CreateModel(
            name='ScaleText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.CharField(choices=[('achievement', 'Oppnå'), ('effort', 'Innsats')], max_length=11)),
                ('level', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('scaled', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='goals.scaledgoal')),
            ],
            options={
                'ordering': ['row', 'level'],
                'constraints': [models.UniqueConstraint(fields=('scaled', 'row', 'level'), name='scaletext_once_a_level'), models.CheckConstraint(condition=models.Q(('row__in', ['achievement', 'effort'])), name='scaletext_row_known'), models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 5)), name='scaletext_level_1_to_5'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='scaletext_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='LogLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('on', models.DateField(default=django.utils.timezone.localdate)),
                ('text', models.TextField(blank=True)),
                ('effort', models.CharField(blank=True, choices=[('less', 'Mindre enn planlagt'), ('as', 'Som planlagt'), ('more', 'Mer enn planlagt')], max_length=4)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='log_lines', to='goals.action')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='log_lines', to='goals.goal')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log_lines', to='programmes.membership')),
                ('step', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='log_lines', to='goals.ladderstep')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='log_lines', to='goals.planline')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('effort', ''), ('text', ''), _negated=True), name='logline_says_something'), models.CheckConstraint(condition=models.Q(('effort__in', ['', 'less', 'as', 'more'])), name='logline_effort_known')],
            },
        ),
        migrations.CreateModel(
            name='PeriodPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('starts', models.DateField()),
                ('weeks', models.PositiveSmallIntegerField()),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('left_out', models.ManyToManyField(blank=True, related_name='left_out_of', to='goals.logline')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='period_plans', to='programmes.membership')),
            ],
            options={
                'ordering': ['-starts', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('weeks__gte', 1), ('weeks__lte', 26)), name='periodplan_weeks_1_to_26'), models.UniqueConstraint(condition=models.Q(('deleted_at__isnull', True)), fields=('membership', 'starts', 'weeks'), name='periodplan_once_for_the_same_weeks')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('alt', models.CharField(blank=True, max_length=200)),
                ('goes_along', models.BooleanField(default=False)),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='picture', to='goals.logline')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('height__gte', 1), ('height__lte', 1600), ('width__gte', 1), ('width__lte', 1600)), name='picture_at_most_1600')],
            },
        ),
    ])]
