"""Upload: what was understood, what is refused, what can be changed."""

import pytest

from dlcompare.jobs.store import SqliteStore

GOOD = "age,plan,id,left\n" + "".join(
    f"{20 + i % 40},{'ab'[i % 2]},u{i:03d},{'yes' if i % 3 else 'no'}\n"
    for i in range(60)
)
RAGGED = GOOD.replace("21,b,u001,no\n", "21,b,u001,no,extra,more\n").replace(
    "22,a,u002,yes\n", "22,a,u002,yes,extra\n"
)


def said(app):
    return "\n".join(str(part.value) for part in [*app.title, *app.markdown])


def button(app, label):
    return next(b for b in app.button if b.label == label)


@pytest.fixture
def upload(home, open_app):
    """The page after a file was dropped."""

    def dropped(name: str, content: bytes):
        app = open_app()
        app.file_uploader[0].upload(name, content, "text/csv").run()
        return app

    return dropped


def setup_of(home, app):
    return SqliteStore(home).load(app.query_params["study"]).setup


def test_good_table_is_understood_and_its_identifier_left_out(home, upload):
    app = upload("members.csv", GOOD.encode())

    assert not app.exception
    assert "We read members" in app.title[0].value
    assert "left" == app.selectbox[0].value
    assert ("id",) == setup_of(home, app).excluded


@pytest.mark.slow
def test_upload_is_on_disk_and_the_uploader_is_emptied(home, upload):
    upload("members.csv", GOOD.encode())

    assert [GOOD.encode()] == [
        path.read_bytes() for path in home.glob("uploads/*/members.csv")
    ]


@pytest.mark.slow
def test_rows_are_compared_without_their_identifier(home, upload):
    lines = GOOD.splitlines()
    copies = [line.replace(",u0", ",v0") for line in lines[1:11]]
    app = upload("members.csv", "\n".join([*lines, *copies]).encode())

    assert not app.exception
    assert any("Check" in m.value and "row" in m.value for m in app.markdown)


@pytest.mark.slow
def test_identifier_that_is_asked_for_stays(home, upload):
    app = upload("members.csv", GOOD.encode())
    button(app, "Use it anyway").click().run()
    app.run()

    assert not app.exception
    assert () == setup_of(home, app).excluded
    assert ("id",) == setup_of(home, app).kept


@pytest.mark.slow
def test_column_taken_back_in_the_list_stays(home, upload):
    app = upload("members.csv", GOOD.encode())
    app.multiselect[0].set_value(["plan"]).run()
    app.run()

    assert ("plan",) == setup_of(home, app).excluded
    assert ["plan"] == app.multiselect[0].value


@pytest.mark.slow
def test_target_and_task_can_be_changed(home, upload):
    app = upload("members.csv", GOOD.encode())
    app.selectbox[0].set_value("age").run()

    assert not app.exception
    assert "age" == setup_of(home, app).target
    assert "regression" == app.segmented_control[0].value


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("program.csv", b"MZ\x90\x00" + bytes(200)),
        ("one_column.csv", b"a\n1\n2\n"),
        ("not_a.zip", b"PK\x03\x04 broken"),
        ("noise.csv", bytes(range(256)) * 20),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_gives_a_message_and_a_way_on(home, upload, name, content):
    app = upload(name, content)

    assert not app.exception
    assert "We could not read" in app.title[0].value
    button(app, "Choose another file").click().run()
    assert "Is deep learning worth it" in app.title[0].value


@pytest.mark.slow
def test_file_can_be_read_differently_and_as_recognised_again(home, upload):
    app = upload("members.csv", GOOD.encode())
    delimiter = next(s for s in app.selectbox if s.label == "Columns are split at")
    delimiter.set_value(";").run()

    assert not app.exception
    assert ";" == setup_of(home, app).options.delimiter
    button(app, "Read it as recognised").click().run()
    assert not app.exception
    assert "We read members" in app.title[0].value


def picker(app, label):
    return next(box for box in app.selectbox if box.label == label)


@pytest.mark.slow
def test_a_column_can_be_read_as_another_kind_and_values_as_missing(home, upload):
    table = "grade,days\n" + "".join(f"{i % 3},{i}\n" for i in range(40))
    app = upload("grades.csv", (table + "1,9999\n2,9999\n").encode())
    picker(app, "Column").set_value("grade").run()
    picker(app, "It is").set_value("category").run()
    button(app, "Read 9999 in days as missing").click().run()

    assert not app.exception
    options = setup_of(home, app).options
    assert {"grade": "category"} == dict(options.kinds)
    assert {"days": ("9999",)} == dict(options.missing)
    assert "As you chose" in said(app)
    picker(app, "It is").set_value("as recognised").run()
    assert {} == dict(setup_of(home, app).options.kinds)


@pytest.mark.slow
def test_ragged_rows_can_be_skipped(home, upload):
    app = upload("ragged.csv", RAGGED.encode())

    assert "We could not read" in app.title[0].value
    button(app, "Skip the rows that do not fit").click().run()
    assert not app.exception
    assert "We read ragged" in app.title[0].value


@pytest.mark.slow
def test_target_without_two_values_is_refused_and_another_can_be_chosen(home, upload):
    table = "same,a,b\n" + "".join(f"x,{i},{i % 7}\n" for i in range(40))
    app = upload("flat.csv", table.encode())
    app.selectbox[0].set_value("same").run()

    assert not app.exception
    assert "has the same value" in said(app)
    app.selectbox[0].set_value("b").run()
    assert not app.exception
    assert "has the same value" not in said(app)


@pytest.mark.slow
def test_sample_is_one_click_away(home, open_app):
    app = open_app()
    button(app, "Try: iris table").click().run()

    assert not app.exception
    assert "We read iris" in app.title[0].value


@pytest.mark.slow
def test_markup_in_names_is_not_read_as_markup(home, upload):
    table = GOOD.replace("age,", "![x](http://evil.example/a.png),")
    app = upload("![x](http://evil.example/b.png).csv", table.encode())

    assert not app.exception
    assert "![x](http" not in said(app)


VISITS = "customer,day,fold,amount,left\n" + "".join(
    f"c{i % 15},2024-{1 + i // 28:02d}-{1 + i % 28:02d},{i % 3},{i * 37 % 101},"
    f"{'yes' if i * 7 % 10 < 5 else 'no'}\n"
    for i in range(150)
)


def control(app, label):
    widgets = [*app.segmented_control, *app.selectbox, *app.checkbox]
    return next(w for w in widgets if w.label == label)


@pytest.mark.slow
def test_rows_can_be_divided_by_group_and_by_time_and_back(home, upload):
    app = upload("visits.csv", VISITS.encode())
    kind = "Rows are held out by"
    control(app, kind).set_value("group_by").run()

    assert not app.exception
    assert "customer" == setup_of(home, app).group_by
    assert "says which rows stay together" in said(app)
    control(app, kind).set_value("order_by").run()
    setup = setup_of(home, app)
    assert ("", "day") == (setup.group_by, setup.order_by)
    control(app, kind).set_value("").run()
    assert "" == setup_of(home, app).order_by
    assert not app.exception


@pytest.mark.slow
def test_a_column_that_cannot_divide_the_rows_is_explained(home, upload):
    table = VISITS.replace("customer,day", "client,day")
    lines = table.splitlines()
    lines[1:141] = [f"c0,{line.split(',', 1)[1]}" for line in lines[1:141]]
    app = upload("visits.csv", "\n".join(lines).encode())
    control(app, "Rows are held out by").set_value("group_by").run()
    control(app, "Rows alike in this column stay together").set_value("client").run()

    assert not app.exception
    assert "hardly any row would be left" in said(app)
    assert button(app, "Explore the data").disabled


@pytest.mark.slow
def test_a_dividing_column_can_be_learned_from_too(home, upload):
    app = upload("visits.csv", VISITS.encode())
    control(app, "Rows are held out by").set_value("group_by").run()
    use = [b for b in app.button if b.label == "Use it"]
    use[0].click().run()

    assert not app.exception
    assert "customer" in setup_of(home, app).kept
    assert "customer" == setup_of(home, app).group_by


@pytest.mark.slow
def test_an_answer_is_on_its_card_and_can_be_undone(home, upload):
    leak = GOOD.replace("left\n", "reason,left\n", 1)
    leak = "\n".join(
        f"{line.rsplit(',', 1)[0]},{'r' if line.endswith('yes') else 's'},"
        f"{line.rsplit(',', 1)[1]}"
        if number
        else line
        for number, line in enumerate(leak.strip().split("\n"))
    )
    app = upload("members.csv", leak.encode())

    assert "before training" in app.title[0].value
    button(app, "Leave it out").click().run()
    assert "reason" in setup_of(home, app).excluded
    assert "✓ reason is left out" in said(app).replace("\\", "")
    button(app, "Undo").click().run()
    assert "reason" not in setup_of(home, app).excluded
    assert not app.exception
