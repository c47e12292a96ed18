from xml.etree import ElementTree

import pytest


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["accuracy", "experience"])
def test_a_plot_is_valid_svg_that_may_style_itself_and_nothing_more(researcher, study, answered, name, theme):
    answered(right=5)
    response = researcher.get(f"/dashboard/bach/{name}.svg?theme={theme}")
    assert ElementTree.fromstring(response.content).tag == "{http://www.w3.org/2000/svg}svg"
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_a_plot_shows_the_answers_asked_for(researcher, study, answered):
    for _ in range(10):
        answered(right=5)
        answered(right=0, simulated=True)
    assert "100.0 %, n = 50" in researcher.get("/dashboard/bach/accuracy.svg").content.decode()
    assert "0.0 %, n = 50" in researcher.get("/dashboard/bach/accuracy.svg?listeners=simulated").content.decode()


def test_a_plot_shows_published_results_when_asked_to(researcher, study, answered):
    answered(right=5)
    assert "BachBot, thesis 2016" in researcher.get("/dashboard/bach/experience.svg?compare=thesis").content.decode()


def test_an_unknown_theme_is_not_found(researcher, study):
    assert researcher.get("/dashboard/bach/accuracy.svg?theme=neon").status_code == 404
