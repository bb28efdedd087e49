"""Ready-made programmes: data files, one a source, which make a programme that one changes freely afterwards.

A file holds each text in three languages beside each other; `reading` checks it and says the line of what is wrong.
"""
