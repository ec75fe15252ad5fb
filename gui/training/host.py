"""The worker process as the window sees it: started in the background, asked, listened to, ended.

Nothing here waits: a thread starts the process and feeds its pipe, a timer reads the answers.
"""

import contextlib
import multiprocessing
import weakref
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.shared_memory import SharedMemory
from queue import SimpleQueue
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from core.training import pickling, worker
from core.training.worker import Answer, Drop
from gui import threads

TICK = 10
"""Milliseconds between two looks at the worker while it has something to do."""
_PATIENCE = 2.0
"""Seconds that a worker may take to end before it is killed."""


class Client(Protocol):
    """Whoever has a job in the worker."""

    def on_answer(self, answer: Answer) -> None:
        """The worker said something about the job."""

    def on_tick(self) -> None:
        """Time to look at the shared memory."""

    def on_lost(self) -> None:
        """The worker died; the job is over."""


class Host(QObject):
    """One worker process and the jobs in it. A worker that died is replaced at the next need."""

    def __init__(self) -> None:
        super().__init__()
        pickling.install()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._feeder: ThreadPoolExecutor | None = None
        self._clients: weakref.WeakValueDictionary[int, Any] = weakref.WeakValueDictionary()
        self._jobs: set[int] = set()
        self._last_job = 0
        self._unsent: SimpleQueue[Answer] = SimpleQueue()
        self._parcels: dict[int, SharedMemory] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.look)

    # What the process is

    @property
    def pid(self) -> int | None:
        """The worker's process, None while there is none."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start the worker in the background, if there is none."""
        if self._connection is not None:
            return
        mine, theirs = multiprocessing.get_context("spawn").Pipe()
        self._connection, self._feeder = mine, ThreadPoolExecutor(1, "worker")
        threads.submit(self._feeder, self._spawn, theirs)

    def _spawn(self, theirs: Connection) -> None:
        """In the thread: the process needs a few milliseconds to be made."""
        process = multiprocessing.get_context("spawn").Process(
            target=worker.main, args=(theirs,), name="nodewise-worker", daemon=True
        )
        with without_main():
            process.start()
        theirs.close()
        self._process = process

    def stop(self) -> None:
        """End the worker, whatever it is doing."""
        self._timer.stop()
        self._jobs.clear()
        connection, self._connection = self._connection, None
        feeder, self._feeder = self._feeder, None
        if connection is None or feeder is None:
            return
        feeder.submit(connection.close)
        process = self._process
        if process is not None:  # otherwise the thread is just making it
            process.terminate()
        feeder.shutdown(wait=True)
        self._let_go(*self._parcels)
        self._end(self._process)
        self._process = None

    @staticmethod
    def _end(process: BaseProcess | None) -> None:
        if process is None:
            return
        process.terminate()
        process.join(_PATIENCE)
        if process.is_alive():
            process.kill()
            process.join(_PATIENCE)
        process.close()

    # Jobs

    def new_job(self, client: Client) -> int:
        """A number for a job of ``client``, who is told about it until `end_job`."""
        self.start()
        self._last_job += 1
        self._clients[self._last_job] = client
        self._jobs.add(self._last_job)
        self._timer.start()
        return self._last_job

    def send(self, message: Any) -> None:
        """Tell the worker something, in the order of the calls."""
        if self._feeder is not None and self._connection is not None:
            threads.submit(self._feeder, self._send, self._connection, message)

    def _send(self, connection: Connection, message: Any) -> None:
        """In the thread: large data take a while."""
        from core.training.parcels import packed  # loads NumPy

        try:
            sent, memory = packed(message)
            if memory is not None:
                self._parcels[message.job] = memory
            connection.send(sent)
        except OSError:  # it died; the timer will see
            pass
        except Exception as mistake:  # something that cannot travel
            self._unsent.put(Answer(message.job, "failed", mistake))

    def end_job(self, job: int, drop: bool = False) -> None:
        """Forget a job; with ``drop`` the worker is told to give it up."""
        self._jobs.discard(job)
        self._clients.pop(job, None)
        if drop:
            self.send(Drop(job))
        if not self._jobs:
            self._timer.stop()

    def _let_go(self, *jobs: int) -> None:
        """Give up the memory in which the data of these jobs travelled."""
        for job in jobs:
            memory = self._parcels.pop(job, None)
            if memory is not None:
                memory.unlink()
                memory.close()

    def look(self) -> None:
        """Read what the worker said, and let everybody look at the memory."""
        self._let_go(*(self._parcels.keys() - self._jobs))
        for job in [job for job in self._jobs if job not in self._clients]:
            self.end_job(job, drop=True)  # its client is gone
        try:
            while self._connection is not None and self._connection.poll():
                self._hear(self._connection.recv())
            while not self._unsent.empty():
                self._hear(self._unsent.get_nowait())
        except (EOFError, OSError):
            self._on_death()
            return
        for client in list(self._clients.values()):
            client.on_tick()

    def _hear(self, answer: Answer) -> None:
        self._let_go(answer.job)  # it has the data now
        client = self._clients.get(answer.job)
        if client is not None:
            client.on_answer(answer)

    def _on_death(self) -> None:
        clients = list(self._clients.values())
        self.stop()
        self._clients.clear()
        self.start()
        for client in clients:
            client.on_lost()


@contextlib.contextmanager
def without_main() -> Any:
    """Let a new process not run our main module again: it needs nothing of the window."""
    import sys

    main = sys.modules["__main__"]
    kept = {name: getattr(main, name) for name in ("__file__", "__spec__") if hasattr(main, name)}
    try:
        if getattr(sys, "frozen", False):
            yield
            return
        main.__spec__ = None
        if "__file__" in kept:
            del main.__file__
        yield
    finally:
        for name, value in kept.items():
            setattr(main, name, value)


_hosts: dict[str, Host] = {}


def host(purpose: str = "training") -> Host:
    """The program's worker for a purpose: ``training``, or ``tasks`` that go on beside it."""
    if purpose not in _hosts:
        made = _hosts[purpose] = Host()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(made.stop)
    return _hosts[purpose]


def stop_all() -> None:
    """End every worker, as when the program ends."""
    for one in _hosts.values():
        one.stop()
    _hosts.clear()
