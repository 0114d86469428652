"""Look closer on the Explore page: nothing to begin with, one part on demand."""

import pytest

from dlcompare.jobs import intake
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import Setup


@pytest.fixture
def images_study(home, image_zip) -> str:
    with image_zip.open("rb") as stream:
        upload = intake.keep_upload(home, image_zip.name, stream)
    return SqliteStore(home).create(Setup(upload, target="class"))


@pytest.fixture
def table_study(home, csv_file) -> str:
    with csv_file.open("rb") as stream:
        upload = intake.keep_upload(home, csv_file.name, stream)
    return SqliteStore(home).create(Setup(upload, target="target"))


def closer(app):
    return app.button_group(key="closer")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("Columns among each other", "tell each other"),
        ("Missing cells", "Only weight has missing cells"),
        ("Everything in numbers", "Far outside"),
    ],
)
def test_parts_of_a_table_are_one_click_away(open_app, table_study, part, said):
    app = open_app("explore", table_study)
    assert said not in " ".join(m.value for m in app.markdown)

    closer(app).set_value(part).run()

    assert not app.exception
    assert said in " ".join(m.value for m in app.markdown)


@pytest.mark.slow
def test_images_offer_what_they_have(open_app, images_study):
    app = open_app("explore", images_study)

    assert ["Everything in numbers"] == [
        option for option in closer(app).options if option != "Images that are alike"
    ]
    closer(app).set_value("Everything in numbers").run()
    assert not app.exception
    assert "Far outside" in app.dataframe[-1].value
