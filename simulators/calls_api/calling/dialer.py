"""Dials: takes call jobs from the queue while lines are free, ends calls, tries again."""

from simulators.calls_api import words
from simulators.calls_api.calling.agenda import Agenda
from simulators.calls_api.calling.campaign import Campaign
from simulators.calls_api.calling.jobs import CallAttempt, CallJob
from simulators.calls_api.calling.lanes import LaneQueue
from simulators.calls_api.calling.outcomes import Outcome
from simulators.calls_api.calling.policy import NO_POLICY


class Dialer:
    """The worker slots of one campaign. Every method is told the moment, in epoch seconds."""

    def __init__(self, campaign: Campaign, agenda: Agenda) -> None:
        self._campaign = campaign
        self._ledger = campaign.ledger
        self._agenda = agenda
        self._queue = LaneQueue(agenda, expire=self._expire, opened=self.dispatch)
        campaign.dialer = self

    def enqueue(self, job: CallJob, moment: float) -> None:
        """Put a new call job into the queue; ``dispatch`` then begins what can begin."""
        self._queue.join(job, moment)

    def dispatch(self, moment: float) -> None:
        """Begin calls until the lines are taken or nobody may be dialled now."""
        campaign = self._campaign
        while campaign.state == words.IN_PROGRESS and len(self._ledger.running) < campaign.lines:
            job = self._queue.take(moment)
            if job is None:
                return
            self._begin(job, moment)

    def _begin(self, job: CallJob, moment: float) -> None:
        attempt = self._ledger.begin_attempt(job, moment)
        self._campaign.books.dialled(job)
        outcome = self._campaign.outcomes.draw(job)
        self._agenda.after(
            outcome.seconds, moment, lambda ended: self._on_end(attempt, outcome, ended)
        )

    def _on_end(self, attempt: CallAttempt, outcome: Outcome, moment: float) -> None:
        if attempt.finished_at is None:
            self._record(attempt, outcome, moment)
            self._settle(attempt.job, outcome, moment)
            self.dispatch(moment)
            self._finish_if_done(moment)

    def _record(self, attempt: CallAttempt, outcome: Outcome, moment: float) -> None:
        job = attempt.job
        attempt.duration = outcome.seconds
        attempt.call_result = outcome.call_result
        attempt.report_data = job.report_data = outcome.report_data
        job.duration += outcome.talk_seconds
        job.tag_name, job.tag_payload = outcome.tag_name, outcome.tag_payload
        self._campaign.talk_seconds += outcome.talk_seconds
        self._ledger.end_attempt(attempt, outcome.status, moment)

    def _settle(self, job: CallJob, outcome: Outcome, moment: float) -> None:
        if outcome.status == words.UNKNOWN:
            self._ledger.mark(job, words.UNKNOWN)
        elif outcome.status != words.NO_ANSWER:
            self._ledger.finish(job, outcome.status, moment)
        elif job.cancel_asked:
            self._ledger.finish(job, words.CANCELED, moment)
        elif self._has_attempts_left(job):
            self._retry(job, moment)
        else:
            self._ledger.finish(job, words.NO_ANSWER, moment)
        if outcome.redial and not job.is_open:
            self._redial(job, moment)

    def _has_attempts_left(self, job: CallJob) -> bool:
        may_go_on = self._campaign.state in (words.IN_PROGRESS, words.PAUSED)
        return may_go_on and len(job.attempts) < job.lane.policy.attempts

    def _retry(self, job: CallJob, moment: float) -> None:
        policy = job.lane.policy
        self._ledger.mark(job, words.ON_RETRY)
        self._agenda.after(policy.retry_seconds, moment, lambda due: self._on_retry(job, due))
        if policy.finish is not None:
            self._agenda.at(policy.finish + 0.001, lambda due: self._on_finish(job, due))

    def _on_retry(self, job: CallJob, moment: float) -> None:
        if job.is_open:
            self._queue.join(job, moment)
            self.dispatch(moment)

    def _on_finish(self, job: CallJob, moment: float) -> None:
        if job.status == words.ON_RETRY:
            self._expire(job, moment)
            self._finish_if_done(moment)

    def _redial(self, job: CallJob, moment: float) -> None:
        again = self._campaign.add(
            job.phone,
            job.sent,
            moment,
            policy=NO_POLICY,
            inherits=True,
            payload=job.payload,
            by_api=job.by_api,
            redial_number=(job.redial_number or 0) + 1,
        )
        self._campaign.books.created(again)
        self._queue.join(again, moment)

    def _expire(self, job: CallJob, moment: float) -> None:
        self._ledger.finish(job, words.NO_ANSWER if job.attempts else words.NOT_DONE, moment)

    def cancel(self, job: CallJob, moment: float) -> bool:
        """Cancel an open call job. A running call is let finish; True unless it was final."""
        if not job.is_open:
            return False
        if job.serial in self._ledger.running:
            job.cancel_asked = True
        else:
            self._ledger.finish(job, words.CANCELED, moment)
        return True

    def end_all(self, moment: float) -> None:
        """The campaign ends: what is open becomes notDone, all in one instant."""
        if self._campaign.host.stop_cuts_calls:
            for attempt in list(self._ledger.running.values()):
                self._ledger.end_attempt(attempt, words.NOT_DONE, moment)
        self._ledger.finish_rest(words.NOT_DONE, moment)

    def _finish_if_done(self, moment: float) -> None:
        campaign = self._campaign
        if campaign.host.finishes_by_itself and not self._ledger.open:
            campaign.state = words.FINISHED
            campaign.ended_at = campaign.stamp(moment)
