#!/usr/bin/env python3
"""How many labelled faces `grondslag inspect PICTURE` finds, and what it takes for a face: faces.py GRONDSLAG FOLDER

FOLDER holds `boxes.jsonl`, a line a picture: `file`, `size`, and `boxes` of `x, y, w, h`, or how many `faces` there are. It is
read where it lies; nothing of it is kept or printed but counts. A label counts as found where its middle lies in a box of a
like size, and as covered where the boxes with the margin of a mask leave less than a tenth of it.
"""
import collections, json, pathlib, subprocess, sys, time

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
    for what, count in sorted(counts.items()):
        print(f"{count:6}  {what}")
    print(f"{seconds:6.1f}  seconds, the start of the program for each picture included")


if __name__ == "__main__":
    main(*sys.argv[1:])
