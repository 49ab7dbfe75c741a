"""Why a backup is not written, or not read, and the mend."""

from service.domain.catalogue import N_
from service.domain.refusals import Refusal


class NoRecipient(Refusal):
    """Nobody said for whom to seal it."""

    problem = N_("There is no BACKUP_RECIPIENT, so nobody could open a backup again.")
    mend = N_(
        "Run escalate backup key on another machine, keep there what it prints, and set"
        " BACKUP_RECIPIENT to the public key in it."
    )


class BackupNotKept(Refusal):
    """The folder did not take it."""

    problem = N_("The backup could not be written ({why}), so there is no new one.")
    mend = N_(
        "See that the folder in BACKUP_FOLDER is there, that this user may write in it, and that"
        " its disk is not full, then try again. The older backups are as they were."
    )


class BackupNotRead(Refusal):
    """The file cannot be opened at all."""

    problem = N_("The backup cannot be read ({why}), so nothing was changed.")
    mend = N_("See that the file is there and that this user may read it.")


class FolderNotRead(Refusal):
    """The folder of backups cannot be looked into."""

    problem = N_("BACKUP_FOLDER cannot be looked into ({why}).")
    mend = N_("Set it to the folder where backups lie, and give this user the right to read it.")


class BackupDamaged(Refusal):
    """Something in the file is not as it was written, or its end is missing."""

    problem = N_("The backup is damaged or not whole, so nothing of it was taken.")
    mend = N_("Copy it anew from where it was kept, or take the one before it.")


class NoIdentity(Refusal):
    """The file that should hold the private key has none."""

    problem = N_("There is no private key in the file given as --identity.")
    mend = N_(
        "Give the file that escalate backup key or age-keygen wrote: its last line begins with"
        " AGE-SECRET-KEY-1."
    )


class IdentityNotRead(Refusal):
    """The file that should hold the private key cannot be opened."""

    problem = N_("The file given as --identity cannot be read ({why}), so nothing was changed.")
    mend = N_(
        "Name the file, not the key in it; see that it is there and that this user may read it."
    )


class WrongIdentity(Refusal):
    """The private key is another one's."""

    problem = N_("This private key does not open the backup, so nothing was changed.")
    mend = N_(
        "Give the private key that belongs to the BACKUP_RECIPIENT of the day on which it was"
        " made. If it is the right one, the beginning of the file is damaged: take another"
        " backup."
    )
