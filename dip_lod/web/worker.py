"""A web worker: gunicorn's with threads, which at its end answers who has called before it hangs up."""

from types import FrameType

from gunicorn.workers.base import Worker as BaseWorker
from gunicorn.workers.gthread import ThreadWorker


class Worker(ThreadWorker):
    """Ends without cutting anybody off.

    The kernel takes calls for a worker that it has not picked up yet. gunicorn's leaves these when it ends: they are
    reset together with the socket, and while it gives its last answers more of them come, for the socket stays open.
    """

    def set_accept_enabled(self, enabled: bool | None) -> None:
        """Begin or stop to take calls; at the end those that wait are taken first, and then no more can come."""
        super().set_accept_enabled(enabled)
        if enabled or self.alive:
            return
        for listener in self.sockets:
            calls = -1
            while calls < self.nr_conns < self.worker_connections:  # where nobody waits the number stays
                calls = self.nr_conns
                self.accept(listener)
            listener.close()

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """End at once; gunicorn's waits for a lock that the very thread which it interrupts may hold."""
        BaseWorker.handle_quit(self, sig, frame)
