"""The short words of tables: what a table, a new row and each question of a row are called on a list."""

from __future__ import annotations

TABLES = {
    "partner": "The partners",
    "workforce": "The posts",
    "home": "Our homes",
    "payment": "What reaches us, stream by stream",
    "local": "Local payments that depend on it",
    "interest": "Declarations of interest",
    "vote": "Each partner’s position",
    "condition": "Conditions",
    "action": "Actions",
    "consulted": "Who was consulted",
    "tell": "Who must be told",
}
"""Tables whose rows the practice names, and those with a row for each fact of the worksheet."""

NO_SUCH_ROW = {
    "partner": "Another partner",
    "home": "Another home",
    "local": "Another payment",
    "interest": "Another declaration",
    "vote": "Partner",
    "condition": "Another condition",
    "action": "Another action",
    "consulted": "Another person",
    "tell": "Another person",
}

COLUMNS = {
    "status": "can it be done?",
    "gp_hours": "GP time",
    "nurse_hours": "nurse time",
    "admin_hours": "administration",
    "post_hours": "posts’ time",
    "falls_to_gps": "falls to GPs",
    "once_hours": "GP time once",
    "wte": "posts wanted",
    "chance": "chance filled",
    "months": "months filled",
    "claim": "reimbursed",
    "top_up": "not reimbursed",
    "cost": "pay and on-costs",
    "other_cost": "other cost",
    "start_cost": "cost to start",
    "supervision_hours": "supervision",
    "released_hours": "GP time freed",
    "done_by": "who does it",
    "hours": "hours",
    "round_hours": "weekly round",
    "travel_hours": "travel",
    "plan_hours": "care plans",
    "plan_by": "plans by",
    "review_hours": "reviews’ time",
    "review_by": "reviews by",
    "mdt_hours": "team meetings",
    "reaches_practice": "reaches us",
    "achieved": "points reached",
    "profit_share": "profit share",
    "sessions": "sessions",
    "by": "by when",
    "kind": "kind",
    "what": "what",
    "done": "what was done",
    "who": "who",
}
"""What the last word of an id is called in its row, where the word itself does not do."""
