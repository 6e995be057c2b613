"""A streaming data set for PyTorch that asks whether it may go on."""

import random
import warnings

from torch.utils.data import IterableDataset, get_worker_info

from . import GrondslagError, open_trainer

_ROWS_AT_ONCE = 512
_STATE_VERSION = 1


class StreamingDataset(IterableDataset):
    """The rows of a sealed corpus, as dictionaries, one shard after another.

    Before the first row the manifest is checked (signature, digests, current version) and the permit is asked; before
    each shard the permit is asked again and every byte of the shard is compared with its digest; and inside a shard the
    permit is asked after every `ask_every` rows. An order, a choice of somebody in the corpus, a later version or a
    changed file ends the loop with `Stopped`, `Tampered` or `CannotAsk`.

    With `permit="https://…"` all of that is asked of the project's portal, and a portal that does not answer ends the loop
    as well; see `open_trainer` for `permit_key` and `ca_file`.

    Shards are divided among the workers of a `DataLoader` and among `world_size` ranks. `state_dict` and
    `load_state_dict` are those that `torchdata`'s `StatefulDataLoader` calls; with workers, use that loader to resume.
    """

    def __init__(
        self, project, purpose, *, key=None, permit=None, permit_key=None, ca_file=None, shuffle=None, rank=None,
        world_size=None, ask_every=8192, columns=None,
    ):
        super().__init__()
        if ask_every < 1:
            raise ValueError("`ask_every` is a number of rows, at least 1")
        self.project, self.purpose = project, purpose
        self._whom = {"key": key, "permit": permit, "permit_key": permit_key, "ca_file": ca_file}
        self.shuffle, self.ask_every, self.columns = shuffle, ask_every, columns
        self.rank, self.world_size = _place(rank, world_size)
        self.epoch = 0
        # Nothing stays open here: what reads the ledger must not be carried into a worker that is forked.
        trainer = open_trainer(project, purpose, **self._whom)
        self.corpus_digest, self.shard_rows = trainer.corpus_digest, trainer.shard_rows
        del trainer
        self._at, self._resume = (0, 0), None

    def set_epoch(self, epoch):
        """Which order of the shards the next loop has, where `shuffle` is a seed."""
        self.epoch = epoch

    def _own(self):
        """The shards of this process, in the order of this epoch."""
        info = get_worker_info()
        worker, workers = (info.id, info.num_workers) if info else (0, 1)
        order = list(range(len(self.shard_rows)))
        if self.shuffle is not None:
            random.Random(f"{self.shuffle}:{self.epoch}").shuffle(order)
        parts = self.world_size * workers
        if parts > len(order) and worker == 0 and self.rank == 0:
            warnings.warn(f"{len(order)} shards for {parts} workers: some get no rows", stacklevel=2)
        return order[self.rank * workers + worker :: parts], (self.rank * workers + worker, parts)

    def __iter__(self):
        own, _ = self._own()
        (first, skip), self._resume = self._resume or (0, 0), None
        trainer = open_trainer(self.project, self.purpose, **self._whom)
        if trainer.corpus_digest != self.corpus_digest:
            raise _stopped(f"superseded: corpus {self.corpus_digest:.16} was replaced; make the data set again")
        for position in range(first, len(own)):
            shard, row = trainer.shard(own[position]), 0
            if position == first and skip:
                row = shard.skip(skip)
            while True:
                rows = shard.take(min(_ROWS_AT_ONCE, self.ask_every - row % self.ask_every))
                if not rows:
                    break
                for entry in rows:
                    row += 1
                    self._at = (position, row)
                    yield entry if self.columns is None else {name: entry[name] for name in self.columns}
                if row % self.ask_every == 0:
                    trainer.ask()
        self._at = (0, 0)

    def state_dict(self):
        """Where this process is: after the last row that it gave."""
        _, (part, parts) = self._own()
        return {
            "version": _STATE_VERSION,
            "corpus": self.corpus_digest,
            "shuffle": self.shuffle,
            "epoch": self.epoch,
            "part": part,
            "parts": parts,
            "at": list(self._resume or self._at),
        }

    def load_state_dict(self, state):
        """Begins the next loop there. Refused where the rows would be others: after a purge the epoch begins anew."""
        if state.get("version") != _STATE_VERSION:
            raise ValueError(f"the state has version {state.get('version')} and this package knows {_STATE_VERSION}")
        if state["corpus"] != self.corpus_digest:
            raise _stopped("superseded: the state is of another version of the corpus; begin the epoch anew")
        _, place = self._own()
        if (state["part"], state["parts"], state["shuffle"]) != (*place, self.shuffle):
            raise ValueError("the state is of another number of workers or ranks, or of another order of the shards")
        self.epoch = state["epoch"]
        self._resume = self._at = tuple(state["at"])


def _stopped(reason):
    from . import Stopped

    return Stopped(reason)


def _place(rank, world_size):
    if rank is None and world_size is None:
        import torch.distributed as distributed

        if distributed.is_available() and distributed.is_initialized():
            return distributed.get_rank(), distributed.get_world_size()
        return 0, 1
    if rank is None or world_size is None or not 0 <= rank < world_size:
        raise ValueError("`rank` and `world_size` go together, and ranks count from 0")
    return rank, world_size


__all__ = ["GrondslagError", "StreamingDataset"]
