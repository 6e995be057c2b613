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


def open_trainer(project, purpose, key=None, permit=None, permit_key=None, ca_file=None):
    """Opens the sealed corpus of the project in this folder, if training on it for this purpose may begin.

    `key` is the public key of the ledger's log, from somebody who has a reason to trust it.
    Settings in `GRONDSLAG__SECTION__KEY` go before `grondslag.toml`, as for the program.

    With `permit`, the address of the portal of the project (`https://…`), the ledger is not looked for here: the portal is
    asked, at the start and at every shard. `project` may then be the folder of a corpus alone, and `key` is needed.
    `permit_key` is the key that the controller gave to this machine, else `GRONDSLAG_PERMIT_KEY` of the environment;
    `ca_file` holds the certificates to believe instead of the system's.
    """
    if permit is not None:
        from ._portal import Portal

        return Portal(os.fspath(project), purpose, key, permit, permit_key, ca_file)
    if permit_key is not None or ca_file is not None:
        raise ValueError("`permit_key` and `ca_file` go with `permit`")
    environment = [(name, value) for name, value in os.environ.items() if name.startswith("GRONDSLAG__")]
    return _Trainer(os.fspath(project), purpose, key, environment)
