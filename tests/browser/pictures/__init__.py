"""``python -m tests.browser.pictures [NAME…]``: takes the pictures of ``docs/images`` anew.

It plays an operator's first day in the demo, with a fixed pace. With names only those pictures are
written, though everything is played. With pngquant on the machine they become small.
"""
