import config.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from config.migrating import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
    ]

    operations = [CreateModels([
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('reason', models.TextField()),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='programmes.round')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('round', 'number'), name='decision_number_once_a_round'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='decision_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Diamond',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='diamonds', to='programmes.group')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='diamonds', to='programmes.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'group'), name='diamond_once_a_group')],
            },
        ),
        migrations.CreateModel(
            name='GalleryComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('text', models.CharField(max_length=500)),
                ('state', models.CharField(choices=[('noted', 'Noted'), ('worked_in', 'Worked In'), ('set_aside', 'Set Aside')], default='noted', max_length=9)),
                ('why', models.CharField(blank=True, max_length=200)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.group')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gallery_comments', to='programmes.round')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='gallerycomment_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['noted', 'worked_in']), ('why', '')), models.Q(('state', 'set_aside'), models.Q(('why', ''), _negated=True)), _connector='OR'), name='gallerycomment_set_aside_with_a_word')],
            },
        ),
        migrations.CreateModel(
            name='IdeaPile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('heading', models.CharField(max_length=60)),
                ('is_removed', models.BooleanField(default=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='idea_piles', to='programmes.round')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('round', 'position'), name='ideapile_position_once_a_round'), models.CheckConstraint(condition=models.Q(('heading', ''), _negated=True), name='ideapile_has_a_heading')],
            },
        ),
        migrations.CreateModel(
            name='KeptApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('keys', models.CharField(max_length=2000)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_apart', to='programmes.round')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('round', 'keys'), name='keptapart_once_a_round')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('label', models.CharField(blank=True, max_length=80)),
                ('into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='values.merge')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='programmes.round')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('into__isnull', True), models.Q(('into', models.F('id')), _negated=True), _connector='OR'), name='merge_into_another')],
            },
        ),
        migrations.CreateModel(
            name='MissedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('word', models.CharField(max_length=60)),
                ('key', models.CharField(editable=False, max_length=200)),
                ('reason', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('taken_in', 'Taken In'), ('left_out', 'Left Out')], default='proposed', max_length=8)),
                ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='missed', to='programmes.round')),
            ],
            options={
                'ordering': ['key'],
                'constraints': [models.UniqueConstraint(fields=('round', 'key'), name='missedvalue_once_a_round'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='missedvalue_word_not_empty'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='missedvalue_says_why'), models.CheckConstraint(condition=models.Q(('state', 'proposed'), models.Q(('participation__isnull', True), ('state__in', ['taken_in', 'left_out'])), _connector='OR'), name='missedvalue_nobodys_once_decided')],
            },
        ),
        migrations.CreateModel(
            name='NamedAllocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.JSONField()),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_allocations', to='programmes.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'participation'), name='namedallocation_once_a_round')],
            },
        ),
        migrations.CreateModel(
            name='Platform',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('link', models.CharField(blank=True, max_length=20)),
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='platform', to='programmes.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('link', ''), _negated=True), fields=('link',), name='platform_link_once')],
            },
        ),
        migrations.CreateModel(
            name='PointsResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.PositiveSmallIntegerField()),
                ('givers', models.PositiveSmallIntegerField()),
                ('is_named', models.BooleanField(default=False)),
                ('format', models.PositiveSmallIntegerField(default=1)),
                ('figures', models.JSONField()),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='points_result', to='programmes.round')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('givers__lte', models.F('asked'))), name='pointsresult_givers_among_the_asked'), models.CheckConstraint(condition=models.Q(('givers__gte', 5), ('figures', []), ('is_named', True), _connector='OR'), name='pointsresult_no_figures_below_five')],
            },
        ),
        migrations.CreateModel(
            name='ShortlistValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=80)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shortlist', to='programmes.round')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('round', 'position'), name='shortlistvalue_position_once'), models.UniqueConstraint(fields=('round', 'label'), name='shortlistvalue_once')],
            },
        ),
        migrations.CreateModel(
            name='Stand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.group')),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.participation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stands', to='programmes.round')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('round', 'group'), name='stand_once_a_group'), models.UniqueConstraint(fields=('round', 'number'), name='stand_number_once_a_round')],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.JSONField(default=list)),
                ('total', models.PositiveSmallIntegerField(default=0)),
                ('handed_in', models.BooleanField(default=False)),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allocations', to='programmes.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'participation'), name='allocation_once_a_round'), models.CheckConstraint(condition=models.Q(('handed_in', False), ('total', 100), _connector='OR'), name='allocation_counts_only_at_100')],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=80)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='programmes.round')),
                ('value', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='candidates', to='values.shortlistvalue')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('round', 'position'), name='candidate_position_once_a_round')],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('word', models.CharField(max_length=60)),
                ('key', models.CharField(editable=False, max_length=200)),
                ('position', models.PositiveSmallIntegerField()),
                ('slot', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('proposer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.participation')),
                ('diamond', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='values.diamond')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('diamond', 'key'), name='card_word_once_a_diamond'), models.UniqueConstraint(fields=('diamond', 'slot'), name='card_one_a_slot'), models.CheckConstraint(condition=models.Q(('slot__isnull', True), models.Q(('slot__gte', 1), ('slot__lte', 9)), _connector='OR'), name='card_slot_1_to_9'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='card_word_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                ('diamond', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='values.diamond')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('diamond', 'participation'), name='agreement_once_a_member')],
            },
        ),
        migrations.CreateModel(
            name='MergedWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('merge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='values.merge')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.round')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('round', 'key'), name='mergedword_once_a_round'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='mergedword_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='PiledIdea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ideas', to='values.ideapile')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='piled', to='programmes.releasedtext')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('text',), name='piledidea_in_one_pile')],
            },
        ),
        migrations.CreateModel(
            name='PlatformEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('format', models.PositiveSmallIntegerField(default=1)),
                ('content', models.JSONField()),
                ('note', models.CharField(blank=True, max_length=500)),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.CharField(blank=True, max_length=300)),
                ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='values.platform')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('platform', 'number'), name='platformedition_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_why', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_why', ''), _negated=True)), _connector='OR'), name='platformedition_withdrawn_says_why')],
            },
        ),
        migrations.CreateModel(
            name='PurposeSentence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_removed', models.BooleanField(default=False)),
                ('text', models.CharField(max_length=200)),
                ('is_agreed', models.BooleanField(default=False)),
                ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='purpose', to='values.platform')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='purposesentence_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60)),
                ('slot', models.PositiveSmallIntegerField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.group')),
                ('value', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='origins', to='values.shortlistvalue')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('value', 'group', 'slot'), name='origin_once'), models.CheckConstraint(condition=models.Q(('slot__gte', 1), ('slot__lte', 9)), name='origin_slot_1_to_9')],
            },
        ),
        migrations.CreateModel(
            name='DecidedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=80)),
                ('mean', models.FloatField(blank=True, null=True)),
                ('candidate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decided', to='values.candidate')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='values.decision')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'position'), name='decidedvalue_position_once'), models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='decidedvalue_not_empty'), models.CheckConstraint(condition=models.Q(('mean__isnull', True), models.Q(('mean__gte', 0), ('mean__lte', 100)), _connector='OR'), name='decidedvalue_mean_0_to_100')],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('from_slot', models.PositiveSmallIntegerField(null=True)),
                ('to_slot', models.PositiveSmallIntegerField(null=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='values.card')),
                ('diamond', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='values.diamond')),
                ('displaced', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='values.card')),
                ('mover', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.participation')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='LineValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=80)),
                ('decided', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='line_values', to='values.decidedvalue')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='line_values', to='programmes.round')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('round', 'position'), name='linevalue_position_once_a_round'), models.UniqueConstraint(fields=('round', 'label'), name='linevalue_once_a_round')],
            },
        ),
        migrations.CreateModel(
            name='PlatformValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_removed', models.BooleanField(default=False)),
                ('text', models.CharField(max_length=80)),
                ('decided', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='values.decidedvalue')),
                ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='values.platform')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='platformvalue_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Dealt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.group')),
                ('value', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dealt', to='values.linevalue')),
            ],
            options={
                'ordering': ['value__position', 'group__position'],
                'constraints': [models.UniqueConstraint(fields=('value', 'group'), name='dealt_once')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('text', models.CharField(max_length=300)),
                ('lines', models.PositiveSmallIntegerField(default=0)),
                ('members', models.PositiveSmallIntegerField(default=0)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('from_paper', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.group')),
                ('value', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='values.linevalue')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='statement_says_something'), models.CheckConstraint(condition=models.Q(('members__lte', models.F('lines')), models.Q(('lines', 0), ('members__gte', 1), _connector='OR')), name='statement_members_wrote_its_lines')],
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.group')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='programmes.round')),
                ('value', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='values.linevalue')),
            ],
            options={
                'ordering': ['group__position'],
                'constraints': [models.UniqueConstraint(fields=('round', 'group'), name='wish_one_a_group')],
            },
        ),
        migrations.CreateModel(
            name='PlatformAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_removed', models.BooleanField(default=False)),
                ('text', models.CharField(max_length=300)),
                ('value', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='values.platformvalue')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='values.statement')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='platformaction_says_something')],
            },
        ),
        migrations.CreateModel(
            name='OwnLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=config.ids.public_id, editable=False, max_length=12, unique=True)),
                ('text', models.CharField(max_length=300)),
                ('is_put_forward', models.BooleanField(default=False)),
                ('put_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.group')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                ('value', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_lines', to='values.linevalue')),
                ('used_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sources', to='values.statement')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='ownline_says_something'), models.CheckConstraint(condition=models.Q(('used_in__isnull', True), ('is_put_forward', True), _connector='OR'), name='ownline_used_is_put_forward'), models.CheckConstraint(condition=models.Q(('put_to__isnull', True), ('is_put_forward', True), _connector='OR'), name='ownline_put_to_is_put_forward')],
            },
        ),
    ])]
