"""What was signed is announced: as a page, a picture, a feed."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from footlights.roof.site.tests import deal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "said"), [("en", "have signed a memorandum"), ("zh", "签署谅解备忘录")])
def test_an_announcement_reads_as_news(client, language, said):
    memorandum = deal.sign()

    answer = client.get(f"/{language}/memorandum/{memorandum}/announcement")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert said in page
    assert f"/memorandum/{memorandum}/{language}.png" in page
    assert f"/memorandum/news/{language}.xml" in page


def test_its_picture_is_drawn_in_both_languages(client):
    memorandum = deal.sign()
    drawn = {}
    for language in ("en", "zh"):
        answer = client.get(f"/memorandum/{memorandum}/{language}.png")
        assert answer["Content-Type"] == "image/png"
        drawn[language] = answer.content
        assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert drawn["en"] != drawn["zh"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_feed_is_rss_and_names_each_memorandum_once(client, language):
    signed = [deal.sign(), deal.sign()]

    answer = client.get(f"/memorandum/news/{language}.xml")

    channel = ET.fromstring(answer.content).find("channel")
    assert channel is not None
    items = channel.findall("item")
    assert {item.findtext("guid") for item in items} == set(signed)
    links = [item.findtext("link") or "" for item in items]
    assert all(f"/{language}/memorandum/mou-" in link for link in links)
    assert client.get(links[0]).status_code == 200


@pytest.mark.parametrize(
    "path", ["/en/memorandum/mou-none/announcement", "/memorandum/mou-none/en.png", "/memorandum/news/fr.xml"]
)
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404
