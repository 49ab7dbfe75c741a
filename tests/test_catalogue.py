"""The file of the catalogue is what the code says, and the code says nothing beside it."""

import io
import sys
from pathlib import Path

import pytest
from babel.messages.extract import extract_python
from sentences_of_code import loose_in_code, loose_in_template, marked, misused

#: What people hear or read of comes from here. Not from ``cli``, ``exchange`` and ``simulation``:
#: what a program tells its operators, and a pretended carrier. Nor from ``book``, which speaks SQL.
PLACES = ("alarm", "desk", "domain", "rota_file", "telephone", "web")

#: What looks like a sentence and is none, or one that no page, text or call says.
ALLOWED = {
    "a product's name": {
        "service/domain/devices.py": {"Samsung Internet", "Macintosh|Mac OS X"},
    },
    "a number as the rota file has it, which is read back": {
        "service/domain/people.py": {"{} ext. {}"},
    },
    "a word of the rota file, or an example in it": {
        "service/rota_file/directory.py": {'"Social Care Direct"'},
        "service/rota_file/hours.py": {"every day"},
        "service/rota_file/people.py": {'"Priya Shah"'},
        "service/rota_file/read.py": {'"Harbour Lane"'},
    },
    "how the library that reads the file begins": {
        "service/rota_file/read.py": {"Cannot overwrite", "Cannot declare", "Cannot mutate"},
    },
    "the words of docs/retention.md": {"service/book/retention.py": None},
    "the name of a header's value": {
        "service/telephone/twiml.py": {"initiated ringing answered completed"},
        "service/web/contact_card.py": {
            "text/vcard; charset=utf-8",
            'attachment; filename="contact.vcf"',
        },
        "service/web/exports.py": {"text/csv; charset=utf-8", 'attachment; filename="{}"'},
        "service/web/own_file.py": {
            "application/json; charset=utf-8",
            'attachment; filename="kept-of-me.json"',
        },
        "service/web/feed.py": {"text/calendar; charset=utf-8"},
        "service/web/headers.py": None,
        "service/web/kept_files.py": {"public, max-age=31536000, immutable"},
        "service/web/offline.py": {"any maskable"},
        "service/web/rota_files.py": {
            "application/toml; charset=utf-8",
            'attachment; filename="rota-{}.toml"',
        },
        "service/web/signed.py": {"text/xml; charset=utf-8"},
    },
    "a tag of ours around what was said already": {
        "service/web/in_words.py": {'<span class="word">\\g<0></span>'},
    },
    "a word of the library that draws, or of a sheet": {
        "service/web/trustees.py": {
            "screen and (max-width: 40rem) and (prefers-color-scheme: dark)",
            "screen and (max-width: 40rem)",
            "screen and (prefers-color-scheme: dark)",
        },
        "service/web/trustees_dots.py": {"offset points"},
        "service/web/trustees_library.py": {"DejaVu Sans"},
        "service/web/trustees_svg.py": {
            "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
            "lower left",
        },
    },
    "why a row of a table stands there, for who reads the table": {
        "service/telephone/failures.py": None,
        "service/web/roles.py": None,
    },
    "what programs call a line of the doctor": {
        "service/domain/checks/lines.py": {
            "calls at once",
            "may ring",
            "may text",
            "spending alarm",
            "our number",
            "public address",
            "weeks ahead",
            "shared number",
            "made-up numbers",
            "numbers proved",
            "backup file",
            "older key",
            "test alarm",
        },
    },
    "an outage as the log has it": {
        "service/telephone/wire.py": {"called off", "too long"},
        "service/web/access_log.py": {"no such address"},
    },
    "what programmers read of the API, and monitors of the figures": {
        "service/web/openapi.py": None,
        "service/web/models.py": None,
        "service/web/metrics.py": None,
    },
}


def test_the_file_lists_each_sentence_of_the_code(root, start, tmp_path):
    gathered = tmp_path / "escalate.pot"
    words = make_words(root, "GATHER")
    child = start(
        sys.executable, "-m", "babel.messages.frontend", *words, str(gathered), env={}, cwd=root
    )
    assert child.finishes() == 0, child.said
    kept = (root / "service/locale/escalate.pot").read_text()
    assert gathered.read_text() == kept, 'Run "make docs": the catalogue is not what the code says.'


def make_words(root, name):
    """Return the words of a variable of the Makefile, after its program and its switch."""
    text = (root / "Makefile").read_text().replace("\\\n", " ")
    line = next(line for line in text.splitlines() if line.startswith(f"{name} := "))
    __, __, program, *rest = line.split()
    assert program.endswith("/pybabel")
    assert rest[0] == "-q"
    return [*rest[1:], "--output-file"]


def converted(root, suffix):
    """Return each file that has to say everything through the catalogue."""
    places = [*(root / "service").glob(f"*{suffix}")]
    for place in PLACES:
        places += (root / "service" / place).rglob(f"*{suffix}")
    for path in sorted(places):
        yield path.relative_to(root), path.read_text()


def is_allowed(found):
    for files in ALLOWED.values():
        if found.path in files and (files[found.path] is None or found.text in files[found.path]):
            return True
    return False


def test_the_code_says_nothing_beside_the_catalogue(root):
    code = [*converted(root, ".py")]
    assert len(code) > 150
    loose = [one for path, source in code for one in loose_in_code(path, source)]
    assert [one for one in loose if not is_allowed(one)] == []


def test_no_template_says_anything_beside_the_catalogue(root):
    templates = [*converted(root, ".html")]
    assert templates
    assert [one for path, source in templates for one in loose_in_template(path, source)] == []


def test_the_catalogue_is_asked_for_whole_sentences_and_when_they_are_said(root):
    assert [one for each in converted(root, ".py") for one in misused(*each)] == []


def test_each_sentence_that_the_code_marks_is_gathered_as_it_is_looked_up(root):
    """What gathers them reads the code as text, and leaves out what it does not understand."""
    for path, source in converted(root, ".py"):
        found = extract_python(
            io.BytesIO(source.encode()), ["_", "N_", "ngettext"], (), {"encoding": "utf-8"}
        )
        gathered = set()
        for _line, function, messages, _comments in found:
            words = (messages,) if isinstance(messages, str) else messages or ()
            gathered |= set(words[: 2 if function == "ngettext" else 1])
        assert marked(source) <= gathered, path


def test_what_is_allowed_beside_it_is_still_there(root):
    for reason, files in ALLOWED.items():
        for name, texts in files.items():
            loose = {one.text for one in loose_in_code(Path(name), (root / name).read_text())}
            assert loose if texts is None else texts <= loose, (reason, name)


HEAD = "from service.domain.catalogue import N_, _, ngettext\n"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('def f():\n    return "We ring you now."', "We ring you now."),
        ('def f(name):\n    return f"{name} has it."', "{} has it."),
        ('def f(name):\n    return _("{who} has it.", who=f"our {name}")', "our {}"),
        ('A = {1: "not taken"}', "not taken"),
        ('def f(a="by phone"):\n    """Ring them."""', "by phone"),
    ],
)
def test_a_sentence_beside_the_catalogue_is_found(code, text):
    assert [one.text for one in loose_in_code(Path("x.py"), HEAD + code)] == [text]


@pytest.mark.parametrize(
    "code",
    [
        'def f(name):\n    """Ring them."""\n    return _("{name} has it.", name=name)',
        'A = N_("Ring them now.")',
        'def f(n):\n    return ngettext("one call", "{count} calls", n)',
        'def f(n):\n    raise ValueError("a bug of ours")',
        'def f(n):\n    log.info("a word of the log")',
    ],
)
def test_what_stands_in_the_catalogue_is_not_found_beside_it(code):
    assert [*loose_in_code(Path("x.py"), HEAD + code)] == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('def f(a):\n    return _(f"{a} has it.")', "put together"),
        ('def f(a):\n    return _("It is " + a)', "put together"),
        ('def f(a):\n    return _("It is {}.".format(a))', "put together"),
        ('def f(a):\n    return _("yours" if a else "theirs")', "put together"),
        ("def f(a):\n    return _(*a)", "put together"),
        ('def f(n):\n    return ngettext("one", "one" + "s", n)', "put together"),
        ('A = N_(" ".join(["It", "is"]))', "put together"),
        ('A = _("It is yours.")', "looked up while imported"),
        ('def f(a=_("yours")):\n    pass', "looked up while imported"),
        ('def f():\n    _, a = 1, _("yours")', "_ is shadowed"),
    ],
)
def test_what_the_catalogue_cannot_look_up_is_found(code, text):
    assert [one.text for one in misused(Path("x.py"), HEAD + code)] == [text]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("<p>Ring them.</p>", "Ring them."),
        ("<p>{{ name }} has it</p>", "\N{CJK UNIFIED IDEOGRAPH-4E00} has it"),
        ('<a aria-label="Ring">{{ name }}</a>', 'aria-label="Ring"'),
        ('<a data-said="Copied it">{{ name }}</a>', 'data-said="Copied it"'),
        ('<a>{{ "by phone" if name else _("By text") }}</a>', "by phone"),
        ('{% set what = "by phone" %}', "by phone"),
        ('<input type="submit" value="Save">', 'value="Save"'),
        ('{{ _("Ring " ~ name) }}', "put together"),
        ('{{ _("Ring" if name else "Text") }}', "put together"),
    ],
)
def test_what_a_template_says_beside_the_catalogue_is_found(template, text):
    assert [one.text for one in loose_in_template(Path("x.html"), template)] == [text]


@pytest.mark.parametrize(
    "template",
    [
        '<p class="wide low">{{ _("Ring {name}.", name=name) }}</p>',
        "<a aria-label=\"{{ _('Ring them') }}\">{# not here #}</a>",
        '{% if wrong %} aria-invalid="true" aria-describedby="{{ field }}-wrong"{% endif %}',
        "{% block width %}wide{% endblock %}<script>let me = 1</script>",
        '<input type="hidden" value="Save">',
    ],
)
def test_what_a_template_says_through_the_catalogue_is_not_found(template):
    assert [*loose_in_template(Path("x.html"), template)] == []
