"""The look of the slides: 16:9, the dashboard's colours as the file's own theme, Arial, which every office has."""

from typing import TYPE_CHECKING

from charts.palette import ACCENT, INK, STAGE_COLORS

if TYPE_CHECKING:
    from pptx.presentation import Presentation

FONT = "Arial"
BRAND, SHADE = "#0B4F6C", "#F2F5F7"
SLIDE_WIDTH, SLIDE_HEIGHT = 13.333, 7.5
"""Of a slide, and all places below, in inches."""
LEFT, WIDTH = 0.6, 12.13
TITLE_TOP, TITLE_HEIGHT = 0.35, 1.0
UNIT_TOP = 1.38
CONTENT_TOP, CONTENT_HEIGHT = 1.85, 4.65
FOOTER_TOP, FOOTER_HEIGHT = 6.68, 0.7
THEME_COLORS = {
    "dk1": INK,
    "lt1": "#FFFFFF",
    "dk2": BRAND,
    "lt2": SHADE,
    "accent1": ACCENT,
    "accent2": STAGE_COLORS["registered"],
    "accent3": STAGE_COLORS["attended"],
    "accent4": STAGE_COLORS["guided"],
    "accent5": STAGE_COLORS["placed"],
    "accent6": STAGE_COLORS["confirmed"],
    "hlink": BRAND,
    "folHlink": BRAND,
}


def new_presentation() -> "Presentation":
    """An empty presentation with one layout: a title at the top and nothing else."""
    from pptx import Presentation
    from pptx.util import Inches

    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(SLIDE_WIDTH), Inches(SLIDE_HEIGHT)
    _keep_one_layout(presentation, "Title Only")
    _paint_theme(presentation)
    for holder in (presentation.slide_master, presentation.slide_layouts[0]):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type == 1:  # the title
                shape.left, shape.top = Inches(LEFT), Inches(TITLE_TOP)
                shape.width, shape.height = Inches(WIDTH), Inches(TITLE_HEIGHT)
            else:
                shape.element.getparent().remove(shape.element)
    return presentation


def _keep_one_layout(presentation: "Presentation", name: str) -> None:
    for layout in list(presentation.slide_layouts):
        if layout.name == name:
            layout.name = "Funn"
        else:
            presentation.slide_layouts.remove(layout)


def _paint_theme(presentation: "Presentation") -> None:
    """Colours and fonts of the theme: a chart the user adds gets them, too."""
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE

    part = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    tree = etree.fromstring(part.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    scheme = tree.find(".//a:clrScheme", space)
    for name, color in THEME_COLORS.items():
        entry = scheme.find(f"a:{name}", space)
        entry[:] = [etree.Element(f"{{{space['a']}}}srgbClr", val=color.lstrip("#"))]
    for latin in tree.iterfind(".//a:fontScheme/*/a:latin", space):
        latin.set("typeface", FONT)
    part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
