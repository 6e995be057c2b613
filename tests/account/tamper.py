"""Changes files of a pack and asks whether each is found and named. `tamper.py GRONDSLAG PACK ZIP`: every file at once, in the
folder and in a zip that is written to ZIP; then one by one the two files that sign the rest, and a few of each folder."""

import json
import pathlib
import subprocess
import sys
import zipfile

SIGNED = {"pack.json", "pack.note"}


def verify(grondslag, pack):
    done = subprocess.run([grondslag, "--format", "json", "-q", "verify", str(pack)], capture_output=True, text=True)
    return done.returncode, done.stdout


def changed(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :] if content else b"x"


def zipped(files, changes, to):
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as archive:
        for name, path in files.items():
            content = path.read_bytes()
            archive.writestr(name, changed(content) if name in changes else content)


def main(grondslag, pack, to):
    pack = pathlib.Path(pack)
    files = {path.relative_to(pack).as_posix(): path for path in sorted(pack.rglob("*")) if path.is_file()}
    kept = {name: path.read_bytes() for name, path in files.items()}
    every = set(files) - SIGNED
    # All at once: each has to be named.
    zipped(files, every, to)
    for name in every:
        files[name].write_bytes(changed(kept[name]))
    for where in [pack, to]:
        code, told = verify(grondslag, where)
        broken = json.loads(told.splitlines()[-1])["broken"]
        assert code == 4 and {f"{name}: the file was changed" for name in every} == set(broken), (where, len(broken))
    for name in every:
        files[name].write_bytes(kept[name])
    # One alone: the first and the last of each folder, as a change, as a loss and as an addition.
    by_folder = {}
    for name in sorted(every):
        by_folder.setdefault(name.rpartition("/")[0], []).append(name)
    some = {names[0] for names in by_folder.values()} | {names[-1] for names in by_folder.values()}
    some = sorted(some)[:: max(1, len(some) // 24)]
    for name in [*some, *sorted(SIGNED)]:
        files[name].write_bytes(changed(kept[name]))
        code, told = verify(grondslag, pack)
        assert code == 4 and name in told, f"a change of {name} is not named: {told}"
        files[name].unlink()
        code, told = verify(grondslag, pack)
        assert code == 4 and name in told, f"the loss of {name} is not named: {told}"
        files[name].write_bytes(kept[name])
    added = pack / "documents" / "D99.json"
    added.write_text("{}")
    code, told = verify(grondslag, pack)
    assert code == 4 and "documents/D99.json: the file was added" in told, told
    added.unlink()
    assert verify(grondslag, pack)[0] == 0, "put back, it holds"
    print(f"{len(every)} files changed at once are all named, in the folder and in the zip; {len(some) + 2} of them alone, changed "
          "and lost, and one added")


if __name__ == "__main__":
    main(*sys.argv[1:])
