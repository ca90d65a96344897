"""The record as a Django app: one app for all tables, because the rooms share one record."""

from importlib import import_module

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Everything Leadline keeps."""

    name = "leadline.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """Also load the private tables. They stand apart so that nothing that makes a snapshot can reach them."""
        super().import_models()
        import_module("leadline.record.private.models")
