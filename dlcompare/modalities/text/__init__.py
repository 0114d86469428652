"""Texts: a kind of column, read, described and prepared for models of any language.

Whatever knows no text goes on knowing none: tables call what is here for their text
columns, models ask for steps (`dlcompare.modalities.tabular.prepare`).
"""
