import config.ids
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import django.utils.timezone
from django.db import migrations, models

from config.migrating import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
    ]

    operations = [CreateModels([
        migrations.CreateModel(
            name='Belief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('about', models.CharField(blank=True, max_length=200)),
                ('small_next', models.CharField(blank=True, max_length=300)),
                ('fed_on', models.DateField(blank=True, null=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='beliefs', to='programmes.membership')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CaseBoard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.group')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='case_boards', to='programmes.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'group'), name='caseboard_once_a_group')],
            },
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('begun_on', models.DateField(default=django.utils.timezone.localdate)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('writer', models.CharField(blank=True, max_length=12)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('event', models.TextField(blank=True)),
                ('first', models.TextField(blank=True)),
                ('time', models.CharField(blank=True, choices=[('lasting', 'Varig'), ('passing', 'Forbigående og foranderlig')], max_length=8)),
                ('control', models.CharField(blank=True, choices=[('beyond', 'Utenfor kontroll'), ('within', 'Kontrollerbar')], max_length=8)),
                ('scope', models.CharField(blank=True, choices=[('general', 'Generell og global'), ('specific', 'Spesifikk og knyttet til noe bestemt')], max_length=8)),
                ('passing', models.TextField(blank=True)),
                ('within', models.TextField(blank=True)),
                ('specific', models.TextField(blank=True)),
                ('again', models.TextField(blank=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.membership')),
            ],
            options={
                'ordering': ['-begun_on', '-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('time__in', ['', 'lasting', 'passing']), ('control__in', ['', 'beyond', 'within']), ('scope__in', ['', 'general', 'specific'])), name='explanation_style_known')],
            },
        ),
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('slug', models.SlugField(max_length=40)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('content', models.JSONField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='instruments', to='programmes.municipality')),
            ],
            options={
                'ordering': ['slug', 'version'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('municipality__isnull', True)), fields=('slug', 'version'), name='instrument_shipped_once'), models.UniqueConstraint(fields=('municipality', 'slug', 'version'), name='instrument_version_once'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='instrument_version_from_1')],
            },
        ),
        migrations.CreateModel(
            name='NamedAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField()),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_answers', to='programmes.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'participation'), name='namedanswer_once_a_round')],
            },
        ),
        migrations.CreateModel(
            name='Worry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('begun_on', models.DateField(default=django.utils.timezone.localdate)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('writer', models.CharField(blank=True, max_length=12)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('about', models.TextField(blank=True)),
                ('probability', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('catastrophe', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('awfulness', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('mastery', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('rescue', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('escape', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('own_way', models.TextField(blank=True)),
                ('helpers', models.TextField(blank=True)),
                ('way_out', models.TextField(blank=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.membership')),
            ],
            options={
                'ordering': ['-begun_on', '-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('probability__isnull', True), ('probability__range', (0, 10)), _connector='OR'), models.Q(('catastrophe__isnull', True), ('catastrophe__range', (0, 10)), _connector='OR'), models.Q(('awfulness__isnull', True), ('awfulness__range', (0, 10)), _connector='OR'), models.Q(('mastery__isnull', True), ('mastery__range', (0, 10)), _connector='OR'), models.Q(('rescue__isnull', True), ('rescue__range', (0, 10)), _connector='OR'), models.Q(('escape__isnull', True), ('escape__range', (0, 10)), _connector='OR')), name='worry_handles_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=80)),
                ('key', models.CharField(editable=False, max_length=200)),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('situation', models.PositiveSmallIntegerField(default=0)),
                ('mover', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.participation')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='efficacy.caseboard')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('board', 'position'), name='case_position_once_a_board'), models.UniqueConstraint(fields=('board', 'key'), name='case_title_once_a_board'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='case_title_not_empty'), models.CheckConstraint(condition=models.Q(('situation__gte', 0), ('situation__lte', 4)), name='case_lies_in_a_situation'), models.CheckConstraint(condition=models.Q(('minutes__isnull', True), models.Q(('minutes__gte', 1), ('minutes__lte', 600)), _connector='OR'), name='case_minutes_1_to_600')],
            },
        ),
        migrations.CreateModel(
            name='AssessmentResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.PositiveSmallIntegerField()),
                ('respondents', models.PositiveSmallIntegerField()),
                ('format', models.PositiveSmallIntegerField(default=1)),
                ('figures', models.JSONField(default=dict)),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='assessment_result', to='programmes.round')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='efficacy.instrument')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('respondents__lte', models.F('asked'))), name='assessmentresult_answered_among_the_asked'), models.CheckConstraint(condition=models.Q(('respondents__gte', 5), ('figures', {}), _connector='OR'), name='assessmentresult_nothing_below_five')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('floor', models.PositiveSmallIntegerField(default=5)),
                ('exercise', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='assessment', to='programmes.exercise')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='efficacy.instrument')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('floor__gte', 5)), name='assessment_floor_is_five_or_more')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveSmallIntegerField()),
                ('on', models.DateField(default=django.utils.timezone.localdate)),
                ('turn', models.PositiveSmallIntegerField(default=1)),
                ('belief', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='efficacy.belief')),
            ],
            options={
                'ordering': ['on', 'turn'],
                'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', 100)), name='rating_0_to_100'), models.CheckConstraint(condition=models.Q(('value', django.db.models.expressions.CombinedExpression(models.F('value'), '-', django.db.models.functions.math.Mod(models.F('value'), 10)))), name='rating_in_tens'), models.UniqueConstraint(fields=('belief', 'on', 'turn'), name='rating_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SelfRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('on', models.DateField(default=django.utils.timezone.localdate)),
                ('strengths', models.TextField(blank=True)),
                ('growth', models.TextField(blank=True)),
                ('training', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('writer', models.CharField(blank=True, max_length=12)),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='self_ratings', to='efficacy.instrument')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='self_ratings', to='programmes.membership')),
            ],
            options={
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('membership', 'instrument', 'on'), name='selfrating_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mastery', 'Erfare mestring'), ('model', 'Modellæring'), ('support', 'Positiv verbal støtte'), ('state', 'Fysiologisk tilstand')], max_length=7)),
                ('feeds', models.TextField(blank=True)),
                ('could', models.TextField(blank=True)),
                ('belief', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='efficacy.belief')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('belief', 'kind'), name='source_once_a_belief'), models.CheckConstraint(condition=models.Q(('kind__in', ['mastery', 'model', 'support', 'state'])), name='source_kind_known'), models.CheckConstraint(condition=models.Q(('could', ''), ('feeds', ''), _negated=True), name='source_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Weighing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(default=django.utils.timezone.localdate)),
                ('probability', models.PositiveSmallIntegerField()),
                ('catastrophe', models.PositiveSmallIntegerField()),
                ('awfulness', models.PositiveSmallIntegerField()),
                ('mastery', models.PositiveSmallIntegerField()),
                ('rescue', models.PositiveSmallIntegerField()),
                ('escape', models.PositiveSmallIntegerField()),
                ('worry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weighings', to='efficacy.worry')),
            ],
            options={
                'ordering': ['on'],
                'constraints': [models.UniqueConstraint(fields=('worry', 'on'), name='weighing_once_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('probability__isnull', True), ('probability__range', (0, 10)), _connector='OR'), models.Q(('catastrophe__isnull', True), ('catastrophe__range', (0, 10)), _connector='OR'), models.Q(('awfulness__isnull', True), ('awfulness__range', (0, 10)), _connector='OR'), models.Q(('mastery__isnull', True), ('mastery__range', (0, 10)), _connector='OR'), models.Q(('rescue__isnull', True), ('rescue__range', (0, 10)), _connector='OR'), models.Q(('escape__isnull', True), ('escape__range', (0, 10)), _connector='OR')), name='weighing_handles_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='SelfScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=12)),
                ('value', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='efficacy.selfrating')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('rating', 'key'), name='selfscore_once_an_area'), models.CheckConstraint(condition=models.Q(('value__isnull', True), models.Q(('value__gte', 1), ('value__lte', 7)), _connector='OR'), name='selfscore_1_to_7'), models.CheckConstraint(condition=models.Q(('reason', ''), ('value__isnull', True), _negated=True), name='selfscore_says_something')],
            },
        ),
    ])]
