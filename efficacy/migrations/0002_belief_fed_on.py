from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('efficacy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='belief',
            name='fed_on',
            field=models.DateField(blank=True, null=True),
        ),
    ]
