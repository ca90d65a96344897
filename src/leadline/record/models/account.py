"""Who signs in, and what they are in which program."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts by e-mail address."""

    def create_account(self, email: str, name: str, *, owner: bool = False) -> "Account":
        """A new account that signs in by link only, until a password is set."""
        account = self.model(email=self.normalize_email(email), name=name, is_owner=owner)
        account.set_unusable_password()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who can sign in. The owner runs the installation and may do everything in every program."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_owner = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    theme = models.CharField(max_length=10, default="", blank=True)

    USERNAME_FIELD = "email"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """What an account is in a program, and which of the program's people it is."""

    WORDS = ("tpm", "lead", "member", "stakeholder")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20)
    person = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "program"], name="one_role_a_program")]

    def __str__(self) -> str:
        return f"{self.account} is {self.role} of {self.program}"
