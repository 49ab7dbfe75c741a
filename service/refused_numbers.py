"""What is refused as a person's number, and the mend.

People's own telephones are rung by a machine at night. What would reach an emergency line,
cost a fortune or ring nobody is refused while the rota is written, not when it is climbed.
"""

from service.domain.catalogue import N_
from service.domain.refusals import Refusal


class NoNumber(Refusal):
    """Nothing was written."""

    problem = N_("There is no phone number.")
    mend = N_("Write one, such as 07700 900123.")


class NotDigits(Refusal):
    """There are letters or foreign digits; a capital O is the usual one."""

    problem = N_("The phone number has something other than the digits 0 to 9 in it.")
    mend = N_("Write it with digits, such as 07700 900123 or 0191 498 0123 ext. 12; O is not 0.")


class NotInUse(Refusal):
    """It has the wrong length, or stands in a range that is not given out."""

    problem = N_("The phone number is not one that can be rung: a digit may be missing or wrong.")
    mend = N_("Check it, and write all of it with its area code, such as 07700 900123.")


class EmergencyNumber(Refusal):
    """999 and its like: people ring them, machines do not."""

    problem = N_(
        "The phone number is an emergency or public line, which a machine must never ring."
    )
    mend = N_("Write a person's own number; lines for people to ring belong in the directory.")


class ShortNumber(Refusal):
    """Three to six digits."""

    problem = N_("The phone number is a short one, which only works from some telephones.")
    mend = N_("Write a person's own number in full, such as 07700 900123.")


class PremiumNumber(Refusal):
    """09: whoever rings pays the owner of the number."""

    problem = N_("The phone number starts with 09, which costs a premium.")
    mend = N_("Write a mobile or a landline.")


class RevenueNumber(Refusal):
    """084 and 087: the same, with smaller sums."""

    problem = N_("The phone number starts with 084 or 087, which charges whoever rings.")
    mend = N_("Write a mobile, a landline or an 03 number.")


class PersonalNumber(Refusal):
    """070: looks like a mobile, forwards anywhere, costs a great deal."""

    problem = N_("The phone number starts with 070: a forwarding number, not a mobile.")
    mend = N_("Write the mobile or landline that it leads to.")


class PagerNumber(Refusal):
    """076, the Isle of Man's 07624 aside."""

    problem = N_("The phone number starts with 076: a pager, which cannot be answered.")
    mend = N_("Write a mobile or a landline.")


class CompanyNumber(Refusal):
    """055 and 056: corporate and internet numbers, which many networks do not carry."""

    problem = N_("The phone number starts with 055 or 056, which many networks cannot reach.")
    mend = N_("Write a mobile or a landline.")


class ForeignNumber(Refusal):
    """A country that this site has not allowed."""

    problem = N_("The phone number belongs to a country that this site does not ring.")
    mend = N_("Write a number from {countries}, or add the country to countries in the rota file.")
