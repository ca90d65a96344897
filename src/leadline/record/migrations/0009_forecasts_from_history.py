from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0008_release_targets"),
    ]

    operations = [
        migrations.AddField(
            model_name="forecast",
            name="naive",
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name="forecast",
            name="about",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="forecast",
            name="count",
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name="forecast",
            name="inputs",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
