"""Judging: how goals are written and how they go, what they pay, and how people are led.

Pure functions over the handbook that an edition sees. No clock but the day that they are given.
"""
