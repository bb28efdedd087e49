import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Belief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='beliefs', to='programmes.membership')),
                ('about', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('belief', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='efficacy.belief')),
                ('value', models.PositiveSmallIntegerField()),
                ('on', models.DateField(default=django.utils.timezone.localdate)),
            ],
            options={
                'ordering': ['on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', 100)), name='rating_0_to_100'), models.CheckConstraint(condition=models.Q(('value', django.db.models.expressions.CombinedExpression(models.F('value'), '-', django.db.models.functions.math.Mod(models.F('value'), 10)))), name='rating_in_tens'), models.UniqueConstraint(fields=('belief', 'on'), name='rating_once_a_day')],
            },
        ),
    ]
