#!/usr/bin/env python3
"""How many labelled faces `grondslag inspect PICTURE` finds, and what it takes for a face: faces.py GRONDSLAG FOLDER

FOLDER holds `boxes.jsonl`, a line a picture: `file`, `size`, and `boxes` of `x, y, w, h`, or how many `faces` there are. It is
read where it lies; nothing of it is kept or printed but counts. Where FOLDER also holds `lfw_subset.npy` (a hundred crops of 25 by
25 grey pixels that are a face and a hundred that are none), each is enlarged four times, put on a grey ground and looked at. A label counts as found where its middle lies in a box of a
like size, and as covered where the boxes with the margin of a mask leave less than a tenth of it.
"""
import array, collections, json, pathlib, struct, subprocess, sys, tempfile, time, zlib

MARGIN = 0.30  # as in crates/inspect/src/face/mod.rs


def looked_at(program, path):
    run = subprocess.run([program, "-q", "--format", "json", "inspect", path], capture_output=True, text=True, check=True)
    return json.loads(run.stdout.splitlines()[-1])


def is_found(label, face):
    x, y, w, h = label
    middle_within = face["left"] <= x + w / 2 <= face["left"] + face["width"] and face["top"] <= y + h / 2 <= face["top"] + face["height"]
    return middle_within and 0.4 < face["height"] / h < 2.5


def is_covered(label, faces):
    x, y, w, h = label
    bare = 0
    for across in range(20):
        for down in range(20):
            at = x + (across + 0.5) * w / 20, y + (down + 0.5) * h / 20
            bare += not any(
                face["left"] - MARGIN * face["width"] <= at[0] <= face["left"] + (1 + MARGIN) * face["width"]
                and face["top"] - MARGIN * face["height"] <= at[1] <= face["top"] + (1 + MARGIN) * face["height"]
                for face in faces
            )
    return bare < 40


def crops(path):
    """The crops of a NumPy file of 64-bit fractions, as rows of bytes."""
    raw = path.read_bytes()
    length = int.from_bytes(raw[8:10], "little")
    assert b"'<f8'" in raw[: 10 + length] and b"(200, 25, 25)" in raw[: 10 + length], "another file"
    values = array.array("d", raw[10 + length :])
    for at in range(0, len(values), 625):
        yield [bytes(int(255 * value + 0.5) for value in values[at + row : at + row + 25]) for row in range(0, 625, 25)]


def enlarged(rows):
    """A PNG of a crop in the middle of a grey picture."""
    ground = [b"\x80" * 180] * 40
    rows = ground + [b"\x80" * 40 + b"".join(bytes([sample]) * 4 for sample in row) + b"\x80" * 40 for row in rows for _ in range(4)] + ground
    part = lambda name, content: struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    head = struct.pack(">IIBBBBB", 180, 180, 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", data) + part(b"IEND", b"")


def main(program, folder):
    folder, counts, seconds = pathlib.Path(folder), collections.Counter(), 0.0
    for line in (folder / "boxes.jsonl").read_text().splitlines():
        line = json.loads(line)
        began = time.monotonic()
        found = looked_at(program, folder / line["file"])
        seconds += time.monotonic() - began
        faces, scale = found["faces"], found["width"] / line["size"][0]
        labels = [[side * scale for side in (box["x"], box["y"], box["w"], box["h"])] for box in line["boxes"] or []]
        kind = "without faces" if line["split"] == "negative" else "with faces"
        counts[f"pictures {kind}"] += 1
        if line["boxes"] is None:  # only how many there are is known
            counts["faces labelled"] += line["faces"]
            counts["faces found"] += min(line["faces"], len(faces))
            counts["boxes on no labelled face"] += max(0, len(faces) - line["faces"])
            continue
        counts["faces labelled"] += len(labels)
        counts["faces found"] += sum(any(is_found(label, face) for face in faces) for label in labels)
        counts["faces covered by their masks"] += sum(is_covered(label, faces) for label in labels)
        counts["faces with a place, so that covering can be told"] += len(labels)
        none = sum(not any(is_found(label, face) for label in labels) for face in faces)
        counts[f"boxes on no labelled face, pictures {kind}"] += none
    if (folder / "lfw_subset.npy").exists():
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            for number, rows in enumerate(crops(folder / "lfw_subset.npy")):
                pathlib.Path(file.name).write_bytes(enlarged(rows))
                kind = "a face" if number < 100 else "no face"
                counts[f"crops of 25 pixels that are {kind}"] += 1
                counts[f"crops of 25 pixels that are {kind}, with a box"] += bool(looked_at(program, file.name)["faces"])
    for what, count in sorted(counts.items()):
        print(f"{count:6}  {what}")
    print(f"{seconds:6.1f}  seconds, the start of the program for each picture included")


if __name__ == "__main__":
    main(*sys.argv[1:])
