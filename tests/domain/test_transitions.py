"""The bot looks twice, and says exactly what has come to an end in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import outcomes
from bot.domain.transitions import Changes, Here, Known, Transition, diff, known_of

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class SeenRow:
    call_job_id: str
    job_status: str | None
    attempts_count: int | None = 1
    finished_at: datetime | None = None


def ended(job_id: str, status: str, at: datetime = TEN) -> SeenRow:
    return SeenRow(job_id, status, 1, at)


def look(known: dict[str, Known], *rows: SeenRow, here: Here | None = None) -> Changes[SeenRow]:
    return diff(known, rows, campaign="7", here=here or Here({}))


def test_a_call_that_nobody_answered_is_a_transition() -> None:
    row = ended("51", "noAnswer")
    changes = look({"51": ("onRetry", 1)}, row)
    assert changes.changed == (row,)
    assert changes.new == ()
    assert changes.transitions == (Transition("7", "51", "onRetry", "noAnswer", TEN),)


def test_open_states_are_counters_and_no_transitions() -> None:
    row = SeenRow("51", "inProcess", 1)
    changes = look({"51": ("planned", 0)}, row)
    assert changes == Changes(changed=(row,))


def test_another_attempt_alone_is_a_change() -> None:
    row = SeenRow("51", "onRetry", 2)
    assert look({"51": ("onRetry", 1)}, row) == Changes(changed=(row,))


def test_an_attempt_that_is_counted_late_is_no_second_end() -> None:
    row = SeenRow("51", "noAnswer", 3, TEN)
    assert look({"51": ("noAnswer", 2)}, row) == Changes(changed=(row,))


def test_a_row_that_says_nothing_new_is_nowhere() -> None:
    assert look({"51": ("noAnswer", 1)}, ended("51", "noAnswer")) == Changes()


def test_a_call_job_that_was_added_and_finished_between_two_looks_is_told() -> None:
    row = ended("52", "longСallWithResult")
    changes = look({}, row)
    assert changes.new == (row,)
    assert changes.transitions == (Transition("7", "52", None, "longCallWithResult", TEN),)


def test_the_first_look_at_a_campaign_is_a_baseline() -> None:
    rows = [ended("51", "noAnswer"), SeenRow("52", "planned")]
    changes = diff({}, rows, campaign="7", baseline=True)
    assert changes == Changes(new=tuple(rows))


def test_a_host_that_corrects_itself_makes_a_second_transition_with_another_key() -> None:
    first = look({}, ended("51", "noAnswer")).transitions[0]
    second = look({"51": ("noAnswer", 1)}, ended("51", "canceled")).transitions[0]
    assert second.before == "noAnswer"
    assert {first.key, second.key} == {
        f"7:51:noAnswer:{TEN.timestamp() * 1000:.0f}",
        f"7:51:canceled:{TEN.timestamp() * 1000:.0f}",
    }


def test_the_same_change_seen_twice_has_the_same_key() -> None:
    early, late = look({}, ended("51", "noAnswer")), look({"51": ("x", 0)}, ended("51", "NOANSWER"))
    assert early.transitions[0].key == late.transitions[0].key


def test_a_host_that_gives_no_time_has_a_key_all_the_same() -> None:
    assert look({}, SeenRow("51", "notDone", None)).transitions[0].key == "7:51:notDone:-"


def test_another_spelling_of_the_known_status_is_no_change() -> None:
    assert look({"51": ("canceled", 1)}, ended("51", "cancelled")) == Changes()


def test_an_unheard_of_word_is_stored_and_alarms_nobody() -> None:
    row = SeenRow("51", "answeredByRobot")
    assert look({"51": ("planned", 0)}, row) == Changes(changed=(row,))
    assert known_of(row) == ("answeredByRobot", 1)


def test_a_row_with_nothing_but_its_ids_is_read() -> None:
    assert known_of(SeenRow("51", None, None)) == ("unknown", 0)


def test_cancels_made_here_name_their_actor_and_others_nobody() -> None:
    here = Here({"51": "U-ANNA"})
    rows = [ended("51", "canceled"), ended("52", "canceled"), ended("53", "noAnswer")]
    changes = look({}, *rows, here=here)
    assert [transition.by for transition in changes.transitions] == ["U-ANNA", None, None]


def test_a_cancel_that_came_too_late_is_not_the_actors_doing() -> None:
    changes = look({}, ended("51", "noAnswer"), here=Here({"51": "U-ANNA"}))
    assert changes.transitions[0].by is None


def test_what_a_stop_left_undone_names_who_stopped() -> None:
    changes = look({}, ended("51", "notDone"), ended("52", "noAnswer"), here=Here({}, "U-BO"))
    assert [transition.by for transition in changes.transitions] == ["U-BO", None]


def test_a_call_job_that_stands_in_two_places_of_a_page_counts_once() -> None:
    last = ended("51", "noAnswer")
    changes = look({}, SeenRow("51", "onRetry"), last, last)
    assert changes.new == (last,)
    assert [transition.before for transition in changes.transitions] == ["onRetry"]


statuses = st.sampled_from(["planned", "onRetry", "noAnswer", "canceled", "longСallWithResult"])
job_ids = st.integers(0, 6).map(str)
report = st.lists(
    st.builds(
        SeenRow,
        job_ids,
        statuses,
        st.integers(0, 2),
        st.none() | st.integers(0, 3).map(lambda minutes: TEN + timedelta(minutes=minutes)),
    ),
    max_size=24,
)
memory = st.dictionaries(job_ids, st.tuples(statuses.map(outcomes.canonical), st.integers(0, 2)))


def stored(known: dict[str, Known], changes: Changes[SeenRow]) -> dict[str, Known]:
    rows = (*changes.new, *changes.changed)
    return known | {row.call_job_id: known_of(row) for row in rows}


@given(memory, report, st.integers(1, 7))
def test_pages_say_what_the_whole_says(
    known: dict[str, Known], rows: list[SeenRow], size: int
) -> None:
    whole = diff(known, rows, campaign="7")
    memory = known
    told: list[Transition] = []
    for start in range(0, len(rows), size):
        page = rows[start : start + size]
        mine = {job_id: seen for job_id, seen in memory.items() if job_id in ids_of(page)}
        changes = diff(mine, page, campaign="7")
        memory, told = stored(memory, changes), [*told, *changes.transitions]
    assert tuple(told) == whole.transitions
    assert memory == stored(known, whole)


@given(memory, report)
def test_a_second_look_at_the_same_tells_nothing(
    known: dict[str, Known], rows: list[SeenRow]
) -> None:
    last = list({row.call_job_id: row for row in rows}.values())
    after = stored(known, diff(known, last, campaign="7"))
    assert diff(after, last, campaign="7") == Changes()


@given(memory, report)
def test_only_final_states_are_told_and_every_row_has_its_place(
    known: dict[str, Known], rows: list[SeenRow]
) -> None:
    changes = diff(known, rows, campaign="7")
    assert all(outcomes.is_final(transition.status) for transition in changes.transitions)
    assert ids_of(changes.new).isdisjoint(known)
    assert ids_of(changes.changed) <= set(known)
    assert stored(known, changes).keys() == known.keys() | ids_of(rows)


def ids_of(rows: list[SeenRow] | tuple[SeenRow, ...]) -> set[str]:
    return {row.call_job_id for row in rows}
