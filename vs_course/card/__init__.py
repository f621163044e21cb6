"""What the learner sees of an exercise, in any host: one view in JavaScript, and what feeds it.

Its doors are `widget.Card` and `projector.Projection` where there is Jupyter, `standalone` in a
page with no kernel (its answers stay in the browser), and `static_html` where nothing runs. The
last two run anywhere Python does.
"""
