"""Writes a trained network as ONNX, and the logits that tests hold the native pass to.

The graph: rows of the table are summed a token, then dilated convolutions over three tokens, each with a ReLU and added
to what it read, then a linear layer. Ids of 0 in the first place mark padding, which stays zero throughout, so that a
batch gives what each text alone would.
"""

import json

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper


def eight_bits(table):
    """`table` with eight bits of precision, exact both in the file's float16 and in the upper half of a float32, which is
    what the native pass keeps. What float16 has no full precision for is nothing."""
    bits = np.ascontiguousarray(table, np.float32).view(np.uint32)
    rounded = ((bits + 0x7FFF + (bits >> 16 & 1)) & 0xFFFF0000).view(np.float32)
    return np.where(np.abs(rounded) < 2.0**-14, np.float32(0), rounded)


def graph(params, dilations):
    """The ONNX graph of `params`: table, layers of (weight [out, in, 3], bias), out (weight [in, labels], bias)."""
    channels, labels = params["out.weight"].shape
    tensors = {
        "table": eight_bits(params["table"]).astype(np.float16),
        "out.weight": params["out.weight"].astype(np.float32),
        "out.bias": params["out.bias"].astype(np.float32),
        "zero": np.array(0, np.int64),
        "token_axis": np.array([1], np.int64),
        "width_axis": np.array([2], np.int64),
    }
    node = helper.make_node
    nodes = [
        node("Gather", ["table", "ids"], ["rows_half"]),
        node("Cast", ["rows_half"], ["rows"], to=TensorProto.FLOAT),
        node("ReduceSum", ["rows", "width_axis"], ["summed"], keepdims=0),
        node("Transpose", ["summed"], ["state.0"], perm=[0, 2, 1]),
        node("Gather", ["ids", "zero"], ["first"], axis=2),
        node("Equal", ["first", "zero"], ["padding"]),
        node("Not", ["padding"], ["real"]),
        node("Cast", ["real"], ["real_float"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["real_float", "token_axis"], ["mask"]),
    ]
    for i, dilation in enumerate(dilations):
        tensors[f"layer.{i}.weight"] = params[f"layer.{i}.weight"].astype(np.float32)
        tensors[f"layer.{i}.bias"] = params[f"layer.{i}.bias"].astype(np.float32)
        nodes += [
            node("Conv", [f"state.{i}", f"layer.{i}.weight", f"layer.{i}.bias"], [f"conv.{i}"], kernel_shape=[3],
                 dilations=[dilation], pads=[dilation, dilation]),
            node("Relu", [f"conv.{i}"], [f"relu.{i}"]),
            node("Mul", [f"relu.{i}", "mask"], [f"masked.{i}"]),
            node("Add", [f"state.{i}", f"masked.{i}"], [f"state.{i + 1}"]),
        ]
    nodes += [
        node("Transpose", [f"state.{len(dilations)}"], ["tokens"], perm=[0, 2, 1]),
        node("MatMul", ["tokens", "out.weight"], ["products"]),
        node("Add", ["products", "out.bias"], ["logits"]),
    ]
    return helper.make_graph(
        nodes,
        "unphi-names",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens", "width"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["texts", "tokens", labels])],
        [numpy_helper.from_array(array, name) for name, array in tensors.items()],
    )


def save(params, dilations, version, path, properties=None):
    """Writes the model and returns a function from ids [texts, tokens, width] to logits by ONNX Runtime."""
    model = helper.make_model(graph(params, dilations), opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    model.producer_name = "unphi"
    written = {
        "unphi.architecture": "cnn",
        "unphi.features": str(version),
        "unphi.dilations": ",".join(map(str, dilations)),
        "unphi.labels": "outside,person,place,date,code",
        **(properties or {}),
    }
    helper.set_model_props(model, written)
    onnx.checker.check_model(model)
    with open(path, "wb") as file:
        file.write(model.SerializeToString(deterministic=True))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return lambda ids: session.run(["logits"], {"ids": ids.astype(np.int64)})[0]


def record(run, data, path):
    """Writes the logits of the texts of the set `data` (see data.py), each text alone, for the native pass to equal."""
    texts = []
    for ids in data.texts():
        logits = run(ids[None])[0]
        texts.append({"ids": ids.flatten().tolist(), "logits": [round(float(x), 5) for x in logits.flatten()]})
    with open(path, "w") as file:
        json.dump(texts, file, separators=(",", ":"))
        file.write("\n")
