"""Train on a sealed corpus for as long as that is lawful.

`grondslag.torch.StreamingDataset` is the way in for PyTorch; `open_trainer` is the same without it.
Training that may not begin or go on ends with an exception whose text is the reason:
`Stopped` (the lawful answer is no), `Tampered` (a signature or digest does not hold) or
`CannotAsk` (the question could not be asked, so the answer is no).
"""

import os

from ._grondslag import CannotAsk, GrondslagError, Shard, Stopped, Tampered
from ._grondslag import Trainer as _Trainer

__all__ = ["CannotAsk", "GrondslagError", "Shard", "Stopped", "Tampered", "open_trainer"]


def open_trainer(project, purpose, key=None):
    """Opens the sealed corpus of the project in this folder, if training on it for this purpose may begin.

    `key` is the public key of the ledger's log, from somebody who has a reason to trust it.
    Settings in `GRONDSLAG__SECTION__KEY` go before `grondslag.toml`, as for the program.
    """
    environment = [(name, value) for name, value in os.environ.items() if name.startswith("GRONDSLAG__")]
    return _Trainer(os.fspath(project), purpose, key, environment)
