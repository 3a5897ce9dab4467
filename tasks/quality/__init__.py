"""When a run is not as its own past: rules over numbers, and the words of their alarms.

What belongs here: what is compared with what, and from where on it alarms. What does not: where the
numbers come from (`sql/statements/gate_*.sql`), what an alarm does (`flows.gates`).
"""
