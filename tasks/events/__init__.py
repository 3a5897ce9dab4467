"""Coding: mentions, parties, triggers, dates and places of one article. Pure."""
