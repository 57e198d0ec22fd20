"""Draws ticks, radio marks and arrows, which must be seen in every theme and at every size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

MARK = 20


class MarkStyle(QProxyStyle):
    """Fusion, with marks that keep a contrast of 3 to 1 (WCAG 1.4.11)."""

    def __init__(self) -> None:
        """Build on Fusion, which looks the same on every system."""
        super().__init__("Fusion")

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        marks = {
            QStyle.PixelMetric.PM_IndicatorWidth,
            QStyle.PixelMetric.PM_IndicatorHeight,
            QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
            QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
        }
        if metric in marks:
            return max(MARK, widget.fontMetrics().height() if widget else 0)
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's name
    ) -> int:
        # A list under the box: the one over it is cut where it does not fit the screen.
        if hint is QStyle.StyleHint.SH_ComboBox_Popup:
            return 0
        return super().styleHint(hint, option, widget, returnData)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element is QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            _draw_tick(option, painter)
        elif element is QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            _draw_radio(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)


def draw_arrow(painter: QPainter, area: QRectF, palette: QPalette) -> None:
    """Draw the arrow of a drop-down in the middle of ``area``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(palette.color(QPalette.ColorRole.Text), 2))
    x, y = area.center().x(), area.center().y()
    painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])


def _draw_tick(option: QStyleOption, painter: QPainter) -> None:
    area, is_on = _begin(option, painter)
    painter.drawRoundedRect(area, 4, 4)
    if is_on:
        colour = option.palette.color(QPalette.ColorRole.HighlightedText)
        painter.setPen(_pen(colour, 2.4))
        x, y, w, h = area.x(), area.y(), area.width(), area.height()
        painter.drawPolyline(
            [
                QPointF(x + w * 0.22, y + h * 0.53),
                QPointF(x + w * 0.43, y + h * 0.74),
                QPointF(x + w * 0.79, y + h * 0.28),
            ]
        )
    painter.restore()


def _draw_radio(option: QStyleOption, painter: QPainter) -> None:
    area, is_on = _begin(option, painter)
    painter.drawEllipse(area)
    if is_on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(QPalette.ColorRole.HighlightedText))
        painter.drawEllipse(area.center(), area.width() * 0.2, area.width() * 0.2)
    painter.restore()


def _begin(option: QStyleOption, painter: QPainter) -> tuple[QRectF, bool]:
    """Set the colours for a mark and give its area and whether it is on."""
    palette: QPalette = option.palette
    state: QStyle.StateFlag = option.state
    is_on = bool(state & QStyle.StateFlag.State_On)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent = palette.color(QPalette.ColorRole.Highlight)
    edge = accent if is_on else palette.color(QPalette.ColorRole.Mid)
    painter.setPen(_pen(edge, 2))
    painter.setBrush(accent if is_on else palette.color(QPalette.ColorRole.Base))
    area = QRectF(option.rect).adjusted(1, 1, -1, -1)
    return area, is_on


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour)
    pen.setWidthF(width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
