"""Charts as PowerPoint's own: the figures lie in the data sheet behind each, and can be edited there."""

from typing import TYPE_CHECKING, Any

from charts.palette import INK, MUTED, NONE_COLOR
from charts.theme import NEUTRAL
from report.chapter import Chart, Series
from report.pack.slide_parts import describe, rgb

if TYPE_CHECKING:
    from pptx.chart.chart import Chart as NativeChart
    from pptx.slide import Slide

MARKS = "Milepæler"
TALLEST = 10.0
MANY = 12
"""Above this many categories their names are smaller."""


def needed_height(chart: Chart) -> float:
    """How many inches a chart needs at most: a single bar does not fill a slide."""
    beside = 1 if chart.kind == "stacked" else len(chart.series)
    return TALLEST if chart.kind == "curve" else 0.8 + len(chart.categories) * (0.3 + 0.4 * beside)


def add_chart(slide: "Slide", chart: Chart, alt: str, place: tuple[float, float, float, float]) -> None:
    """The chart at a place (left, top, width, height in inches), with its text alternative."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    kinds = {"bars": XL_CHART_TYPE.BAR_CLUSTERED, "stacked": XL_CHART_TYPE.BAR_STACKED, "curve": XL_CHART_TYPE.LINE}
    data = CategoryChartData(number_format="0" if chart.kind != "curve" else "0.#")
    data.categories = chart.categories
    for one in chart.series:
        data.add_series(one.name, one.values)
    if chart.marks:
        data.add_series(MARKS, _mark_heights(chart))
    frame = slide.shapes.add_chart(kinds[chart.kind], *map(Inches, place), data)
    describe(frame, alt)
    native = frame.chart
    _style_all(native, len(chart.categories), legend=len(chart.series) > 1)
    (_style_curve if chart.kind == "curve" else _style_bars)(native, chart)


def _style_all(native: "NativeChart", categories: int, *, legend: bool) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    native.has_title = False
    native.font.size = Pt(14 if categories <= MANY else 11)
    native.font.color.rgb = rgb(INK)
    native.has_legend = legend
    if legend:
        native.legend.position = XL_LEGEND_POSITION.TOP
        native.legend.include_in_layout = False


def _style_bars(native: "NativeChart", chart: Chart) -> None:
    plot, stacked = native.plots[0], chart.kind == "stacked"
    plot.gap_width, plot.overlap = 45, 100 if stacked else -5
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = (
        "#,##0;;0" if not stacked else "#,##0;;",
        False,
    )
    native.category_axis.reverse_order = True
    native.category_axis.format.line.color.rgb = rgb(NEUTRAL)
    native.category_axis.has_major_gridlines = False
    native.value_axis.visible = native.value_axis.has_major_gridlines = False
    native.value_axis.minimum_scale = 0
    for drawn, one in zip(plot.series, chart.series, strict=True):
        _paint_bars(drawn, one)
        if stacked:
            _write_on_dark(drawn, one)
    if stacked:
        native.value_axis.maximum_scale = max(map(sum, zip(*(one.values for one in chart.series), strict=True)))


def _write_on_dark(drawn: Any, one: Series) -> None:
    """Labels that stand inside a bar, in the colour that is read on it."""
    labels = drawn.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, "#,##0;;", False
    labels.font.bold = True
    labels.font.color.rgb = rgb("#FFFFFF" if one.color != NONE_COLOR else INK)


def _paint_bars(drawn: Any, one: Series) -> None:
    drawn.invert_if_negative = False
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = rgb(one.color)
    for place, color in enumerate(one.colors):
        fill = drawn.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = rgb(color)


def _style_curve(native: "NativeChart", chart: Chart) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.util import Pt

    axis = native.category_axis
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "dd.mm.", False
    axis.format.line.color.rgb = rgb(NEUTRAL)
    _space_dates(axis, len(chart.categories))
    native.value_axis.minimum_scale = 0
    native.value_axis.maximum_scale = top = _top_of(chart)
    native.value_axis.major_unit = _step(top)
    native.value_axis.major_gridlines.format.line.color.rgb = rgb("#DDE3E8")
    native.value_axis.format.line.fill.background()
    native.value_axis.tick_labels.number_format, native.value_axis.tick_labels.number_format_is_linked = "#,##0", False
    for drawn, one in zip(native.plots[0].series, chart.series, strict=False):
        drawn.smooth = False
        drawn.marker.style = XL_MARKER_STYLE.NONE
        drawn.format.line.color.rgb = rgb(one.color)
        drawn.format.line.width = Pt(3.5 if one is chart.series[0] else 2)
    _label_last(native.plots[0].series[0], chart.series[0])
    if chart.marks:
        _style_marks(native.plots[0].series[len(chart.series)], chart)
        _leave_out_of_legend(native, len(chart.series))


def _label_last(drawn: Any, one: Series) -> None:
    """The count where the curve ends."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    last = max(place for place, value in enumerate(one.values) if value is not None)
    label = drawn.points[last].data_label
    label.position = XL_LABEL_POSITION.ABOVE
    label.font.size, label.font.bold = Pt(16), True


def _mark_heights(chart: Chart) -> list[float | None]:
    """Where each milestone's name stands: the higher the closer its neighbour, so that no two names meet."""
    top, near = _top_of(chart), len(chart.categories) * 0.2
    rows: dict[object, int] = {}
    placed: list[tuple[int, int]] = []
    for mark in chart.marks:
        at = chart.categories.index(mark.day)
        taken = {row for other, row in placed if abs(other - at) < near}
        row = next(row for row in range(len(chart.marks)) if row not in taken)
        placed.append((at, row))
        rows[mark.day] = row
    return [top * (0.98 - 0.08 * rows[day]) if day in rows else None for day in chart.categories]


def _style_marks(drawn: Any, chart: Chart) -> None:
    """Milestones: a thin line from the axis up to each name."""
    from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
    from pptx.util import Pt

    drawn.smooth = False
    drawn.format.line.fill.background()
    drawn.marker.style = XL_MARKER_STYLE.NONE
    last = len(chart.categories) - 1
    for mark in chart.marks:
        at = chart.categories.index(mark.day)
        label = drawn.points[at].data_label
        label.text_frame.text = mark.text
        label.position = XL_LABEL_POSITION.LEFT if at > last / 2 else XL_LABEL_POSITION.RIGHT
        font = label.text_frame.paragraphs[0].runs[0].font
        font.size, font.color.rgb = Pt(11), rgb(MUTED)
    _add_drop_lines(drawn)


def _add_drop_lines(drawn: Any) -> None:
    """Error bars down to the axis: the library draws none itself."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="minus"/>'
        '<c:errValType val="percentage"/><c:noEndCap val="1"/><c:val val="100"/>'
        f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{NEUTRAL.lstrip("#")}"/></a:solidFill></a:ln></c:spPr>'
        "</c:errBars>"
    )
    element = drawn._element
    before = element.find("c:cat", element.nsmap)
    before.addprevious(bars)


def _leave_out_of_legend(native: "NativeChart", series: int) -> None:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    if native.has_legend:
        entry = f'<c:legendEntry {nsdecls("c")}><c:idx val="{series}"/><c:delete val="1"/></c:legendEntry>'
        native.legend._element.find("c:legendPos", native.legend._element.nsmap).addnext(parse_xml(entry))


def _space_dates(axis: Any, days: int) -> None:
    """Some six dates under the axis, each on a day of the same distance."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    element = axis._element
    months = days > 70
    unit = f'<c:majorUnit {nsdecls("c")} val="{1 if months else max(days // 6, 1)}"/>'
    kind = f'<c:majorTimeUnit {nsdecls("c")} val="{"months" if months else "days"}"/>'
    for name in ("c:majorUnit", "c:majorTimeUnit"):
        for old in element.findall(name, element.nsmap):
            element.remove(old)
    after = element.find("c:baseTimeUnit", element.nsmap)
    if after is None:
        after = element.find("c:lblOffset", element.nsmap)
        base = parse_xml(f'<c:baseTimeUnit {nsdecls("c")} val="days"/>')
        after.addnext(base)
        after = base
    after.addnext(parse_xml(unit))
    after.getnext().addnext(parse_xml(kind))


def _top_of(chart: Chart) -> float:
    most = max(value or 0 for one in chart.series for value in one.values)
    step = _step(most)
    return (int(most * 1.15 / step) + 1) * step


def _step(most: float) -> float:
    return next((step for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000) if most / step <= 6), 5000)
