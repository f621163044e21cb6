"""The view of an exercise in a notebook: the widget that the card and the projection share."""

from typing import Any

import anywidget
import traitlets

from vs_course.card import browser
from vs_course.card import static_html as reading
from vs_course.practice.series import Series


class View(anywidget.AnyWidget):
    """The browser's side, the same for every exercise; where nothing runs, the reading version.

    `content` is what it shows; `notice` is a warning to whoever is in front of it, or "".
    """

    _esm = browser.module()
    _css = browser.style()

    series: Series
    content = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __repr__(self) -> str:
        return reading.as_text(self.series)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            bundle[0].update({"text/plain": repr(self), "text/html": reading.as_html(self.series)})
        return bundle
