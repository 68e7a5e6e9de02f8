"""Messages and views with one of each thing that the page has to draw."""

from __future__ import annotations

from typing import Any, Final

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """A text object with Slack's marks."""
    return {"type": "mrkdwn", "text": text}


def option(label: str, value: str = "") -> Json:
    """One choice."""
    return {"text": plain(label), "value": value or label}


def button(label: str, action: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain(label), "action_id": action, "value": action, **more}


CONFIRM: Final[Json] = {
    "title": plain("Pause everything?"),
    "text": mrkdwn("Every campaign is *paused*."),
    "confirm": plain("Pause everything"),
    "deny": plain("Keep dialling"),
}

OUTCOMES: Final[Json] = {
    "type": "data_visualization",
    "title": "Outcomes since yesterday",
    "chart": {
        "type": "pie",
        "segments": [
            {"label": "With result", "value": 412},
            {"label": "No result", "value": 88},
            {"label": "No answer", "value": 214},
            {"label": "Failed", "value": 31},
        ],
    },
}


def hours(kind: str, *series: str) -> Json:
    """A chart over the calling hours."""
    names = ["09", "10", "11", "12", "13", "14"]
    data = [
        {
            "name": name,
            "data": [
                {"label": hour, "value": 40 * at + 25 * (number + 1)}
                for number, hour in enumerate(names)
            ],
        }
        for at, name in enumerate(series, 1)
    ]
    axes = {"categories": names, "x_label": "Hour", "y_label": "Call attempts"}
    return {
        "type": "data_visualization",
        "title": f"Attempts by hour ({kind})",
        "chart": {"type": kind, "series": data, "axis_config": axes},
    }


def jobs_table(count: int) -> Json:
    """A data table of call jobs."""
    head = [{"type": "raw_text", "text": text} for text in ("Phone", "Outcome", "Attempts")]
    rows = [
        [
            {"type": "raw_text", "text": f"+1 202-555-01{at:02}"},
            {"type": "raw_text", "text": "no answer" if at % 3 else "with result"},
            {"type": "raw_number", "value": (at * 7) % 11, "text": str((at * 7) % 11)},
        ]
        for at in range(count)
    ]
    return {"type": "data_table", "caption": "Call jobs", "rows": [head, *rows], "page_size": 5}


TABLE: Final[Json] = {
    "type": "table",
    "column_settings": [{"align": "left"}, {"align": "right"}],
    "rows": [
        [{"type": "raw_text", "text": "Reason"}, {"type": "raw_text", "text": "Rows"}],
        [{"type": "raw_text", "text": "too short"}, {"type": "raw_text", "text": "12"}],
        [{"type": "raw_text", "text": "no country code"}, {"type": "raw_text", "text": "3"}],
    ],
}

TEXTS: Final[list[Json]] = [
    {"type": "header", "text": plain("All that is drawn :tada:")},
    {
        "type": "section",
        "text": mrkdwn(
            "*bold* _italic_ ~struck~ `code` :white_check_mark: <https://example.com|a link> "
            "snake_case_name 2*3*4 &lt;b&gt;not markup&lt;/b&gt; &amp; <!here> "
            "<!date^1764000000^{date_short} {time}|a date> <tel:+12025550123|+1 202-555-0123>\n"
            "&gt; quoted _words_\n• first\n• second\n```plain *code*\nsecond line```"
        ),
    },
    {
        "type": "section",
        "fields": [mrkdwn("*State*\nin progress"), mrkdwn("*Finished*\n412 of 2,000")],
        "accessory": button("Open", "open"),
    },
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("as of 10:02 · 1,200 an hour")]},
    {"type": "markdown", "text": "### Markdown\n**bold** and *italic*, [a link](https://a.test)"},
]

CONTROLS: Final[list[Json]] = [
    {
        "type": "actions",
        "elements": [
            button("Pause", "pause"),
            button("Resume", "resume", style="primary"),
            button("Stop", "stop", style="danger", confirm=CONFIRM),
            {
                "type": "overflow",
                "action_id": "more",
                "options": [option("Report"), option("Settings")],
            },
            {
                "type": "static_select",
                "action_id": "outcome",
                "placeholder": plain("Outcome"),
                "options": [option("no answer"), option("not done"), option("failed")],
            },
            {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-24"},
        ],
    },
    {
        "type": "section",
        "text": mrkdwn("Who is told"),
        "accessory": {"type": "users_select", "action_id": "who", "placeholder": plain("Person")},
    },
    {
        "type": "actions",
        "elements": [
            {
                "type": "checkboxes",
                "action_id": "again",
                "options": [{"text": mrkdwn("*Add again* those already queued"), "value": "again"}],
            },
            {
                "type": "radio_buttons",
                "action_id": "form",
                "options": [option("CSV"), option("XLSX")],
            },
        ],
    },
]

FORM: Final[Json] = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Add phones"),
    "submit": plain("Preview"),
    "close": plain("Cancel"),
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": plain("Name"),
            "element": {"type": "plain_text_input", "action_id": "name"},
        },
        {
            "type": "input",
            "block_id": "phones",
            "label": plain("Phones"),
            "optional": True,
            "hint": plain("One a line."),
            "element": {"type": "plain_text_input", "action_id": "phones", "multiline": True},
        },
        {
            "type": "input",
            "block_id": "campaign",
            "label": plain("Campaign"),
            "element": {
                "type": "external_select",
                "action_id": "campaign",
                "min_query_length": 0,
                "placeholder": plain("Type to find"),
            },
        },
        {
            "type": "input",
            "block_id": "days",
            "label": plain("Days"),
            "optional": True,
            "element": {
                "type": "multi_static_select",
                "action_id": "days",
                "options": [option("mon"), option("tue"), option("wed")],
            },
        },
        {
            "type": "input",
            "block_id": "file",
            "label": plain("File"),
            "optional": True,
            "element": {"type": "file_input", "action_id": "file", "filetypes": ["csv"]},
        },
        {
            "type": "input",
            "block_id": "start",
            "label": plain("Start"),
            "optional": True,
            "element": {"type": "datetimepicker", "action_id": "start"},
        },
        {
            "type": "input",
            "block_id": "most",
            "label": plain("Most attempts"),
            "optional": True,
            "element": {
                "type": "number_input",
                "action_id": "most",
                "is_decimal_allowed": False,
                "min_value": "1",
            },
        },
    ],
}
