from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0006_upper_limit_of_a_wait"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="forecast", name="record_fore_program_5dc1c2_idx"),
        migrations.RenameField(model_name="forecast", old_name="milestone", new_name="subject"),
        migrations.AddIndex(
            model_name="forecast",
            index=models.Index(fields=["program", "subject", "-made_on"], name="record_fore_program_aefc00_idx"),
        ),
        migrations.AddField(
            model_name="forecast",
            name="question",
            field=models.CharField(default="network", max_length=20),
        ),
        migrations.AddField(
            model_name="round",
            name="track",
            field=models.BinaryField(null=True),
        ),
    ]
