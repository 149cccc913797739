"""A card for each circuit, in our own words: what there is to see of such a place beside the road."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from footlights.kernel.text import Both


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """What is told of a place."""

    title: Both
    text: Both
    invitation: Both


CARDS: Final = {
    "gullhaven": PlaceCard(
        Both("A bay on the south coast", "南岸的海湾"),
        Both(
            "Chalk, shingle and a pier on iron legs. Gullhaven is made up, but the light is not: on England's south "
            "coast the cliffs throw it back on to the sea, and painters have come for it for two hundred years. "
            "Huts are hired by the week, chips eaten from paper, and the last lamp on the front goes out at midnight.",
            "白垩、卵石，还有一座立在铁柱上的栈桥。鸥港湾是虚构的，那里的光却是真的：在英格兰南岸，白崖把日光映回海面，"
            "两百年来画家为此而来。海滩小屋按周出租，薯条捧在纸里吃，海滨的最后一盏灯在午夜熄灭。",
        ),
        Both("See the bay for yourself", "去看看海湾"),
    ),
    "night-river": PlaceCard(
        Both("A river city after dark", "入夜的江城"),
        Both(
            "Shanghai stands on a river that bends twice before it meets the sea. At dusk the towers on one bank are "
            "lit and the other bank comes out to look. The road here is drawn, not surveyed: creeks, humped bridges, "
            "lane houses with washing on poles, dumplings at two in the morning.",
            "上海临江而立，江水两度弯折，方才入海。黄昏时一岸高楼亮灯，另一岸的人出来看灯。这条路是画出来的，并非实测："
            "小河、拱桥、晾着衣裳的里弄，还有凌晨两点的生煎。",
        ),
        Both("See the river for yourself", "去看看江岸"),
    ),
}
