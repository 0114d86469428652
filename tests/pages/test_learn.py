"""The playable page: needs no data, and links to the study where one is open."""

LINKS_OF_COMPONENTS = 5


def said(app):
    return " ".join(m.value for m in app.markdown)


def test_the_example_of_the_document_follows_the_sliders(home, open_app):
    app = open_app("learn")

    assert not app.exception
    assert 1 == len(app.title)
    assert "0.20 + 0.18 + 0.16 + 0.10 = 0.64. With sigmoid: 0.6548" in said(app)

    app.slider(key="learn-weight-1").set_value(-1.2)
    app.segmented_control(key="learn-activation").set_value("relu")
    app.run()

    assert "= −0.16. With ReLU: 0.0000" in said(app)
    assert "Try it on your data" == app.button(key="learn-on").label


def test_concepts_link_to_the_study_that_is_open(finished, open_app):
    app = open_app("learn", finished)

    assert not app.exception
    assert LINKS_OF_COMPONENTS == len(app.get("page_link"))


def test_a_study_that_is_gone_does_not_close_the_page(home, open_app):
    app = open_app("learn", "0123456789abcdef")

    assert not app.exception
    assert [] == list(app.get("page_link"))
