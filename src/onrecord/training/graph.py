"""A trained network as an ONNX graph in whole numbers of eight bits, which onnxruntime reads without torch.

Weights of matrices are kept to 7 bits (-63 to 63) with a scale a column: processors without instructions of their own
for it add up pairs of such products in 16 bits, and would cut larger ones. What goes into a matrix is scaled for each
window as a whole. The graph takes one window of any length.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from onrecord.statements.transformer.inputs import COLUMNS
from onrecord.training.network import EPSILON, FROZEN, HEADS, LAYERS, WIDTH, Network

Array = npt.NDArray[Any]

OPSET = 20
MOST = 63
"""The largest whole number that a weight of a matrix becomes."""


class _Graph:
    """Nodes and constants as they are added; each step gives the name of what it makes."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._known: dict[bytes, str] = {}

    def constant(self, values: Array, name: str = "") -> str:
        key = repr((values.dtype, values.shape)).encode() + values.tobytes()
        if key not in self._known:
            self._known[key] = name = name or f"c{len(self.constants)}"
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return self._known[key]

    def step(self, kind: str, *inputs: str, outputs: int = 1, **settings: Any) -> Any:
        names = [f"n{len(self.nodes)}_{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **settings))
        return names[0] if outputs == 1 else names

    def whole(self, values: list[int]) -> str:
        return self.constant(np.array(values, dtype=np.int64))

    def rows(self, table: Array, numbers: str, name: str) -> str:
        """Rows of a table kept in eight bits with a scale a row."""
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-9) / 127
        kept = np.rint(table / scale).astype(np.int8)
        found = self.step("Cast", self.step("Gather", self.constant(kept, name), numbers), to=TensorProto.FLOAT)
        scales = self.step("Gather", self.constant(scale.astype(np.float32), f"{name}.scale"), numbers)
        return str(self.step("Mul", found, scales))

    def quantized(self, x: str) -> list[str]:
        made: list[str] = self.step("DynamicQuantizeLinear", x, outputs=3)
        return made

    def linear(self, quantized: list[str], weight: Array, bias: Array, name: str) -> str:
        """``weight``: inputs x outputs."""
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-9) / MOST
        kept = np.rint(weight / scale).astype(np.int8)
        x, x_scale, x_zero = quantized
        zero = self.constant(np.array(0, dtype=np.int8))
        product = self.step("MatMulInteger", x, self.constant(kept, name), x_zero, zero)
        scales = self.step("Mul", x_scale, self.constant(scale.astype(np.float32), f"{name}.scale"))
        product = self.step("Mul", self.step("Cast", product, to=TensorProto.FLOAT), scales)
        return str(self.step("Add", product, self.constant(bias, f"{name}.bias")))

    def norm(self, x: str, module: Any, name: str) -> str:
        weight, bias = (self.constant(_values(p), f"{name}.{part}") for p, part in (
            (module.weight, "weight"), (module.bias, "bias"),
        ))  # fmt: skip
        return str(self.step("LayerNormalization", x, weight, bias, axis=-1, epsilon=EPSILON))

    def layer(self, x: str, own: Any, name: str) -> str:
        """One layer over a window, pieces x WIDTH."""
        part = WIDTH // HEADS
        weight, bias = _values(own.attend.weight).T.copy(), _values(own.attend.bias).copy()
        weight[:, :WIDTH] *= part**-0.5
        bias[:WIDTH] *= part**-0.5
        parts = self.linear(self.quantized(x), weight, bias, f"{name}.attend")
        parts = self.step("Reshape", parts, self.whole([-1, 3, HEADS, part]))
        query, key, value = self.step("Split", parts, axis=1, outputs=3, num_outputs=3)
        flat = self.whole([-1, HEADS, part])
        query, key, value = (self.step("Reshape", each, flat) for each in (query, key, value))
        query = self.step("Transpose", query, perm=[1, 0, 2])
        key = self.step("Transpose", key, perm=[1, 2, 0])
        value = self.step("Transpose", value, perm=[1, 0, 2])
        near = self.step("Softmax", self.step("MatMul", query, key), axis=-1)
        seen = self.step("Transpose", self.step("MatMul", near, value), perm=[1, 0, 2])
        seen = self.step("Reshape", seen, self.whole([-1, WIDTH]))
        gathered = self.linear(
            self.quantized(seen), _values(own.gather.weight).T, _values(own.gather.bias), f"{name}.gather"
        )
        x = self.norm(self.step("Add", x, gathered), own.norm, f"{name}.norm")
        wide = self.linear(self.quantized(x), _values(own.widen.weight).T, _values(own.widen.bias), f"{name}.widen")
        wide = self.step("Gelu", wide)
        narrow = self.linear(
            self.quantized(wide), _values(own.narrow.weight).T, _values(own.narrow.bias), f"{name}.narrow"
        )
        return self.norm(self.step("Add", x, narrow), own.last_norm, f"{name}.last_norm")


def graph(network: Network) -> bytes:
    """The ONNX file of a network; the same network gives the same bytes.

    Inputs: ``pieces`` (int32, a window), ``seen`` (int32, pieces x COLUMNS), ``begins`` (int64, words).
    Output: ``scores`` (float, words x labels), in nats.
    """
    made = _Graph()
    x = made.rows(_values(network.words), "pieces", "words")
    length = made.step("Shape", "pieces")
    places = made.step("Slice", made.constant(_values(network.places), "places"), made.whole([0]), length)
    x = made.norm(made.step("Add", x, places), network.norm, "norm")
    for number in range(LAYERS):
        if number == FROZEN:
            seen = made.step("Gather", made.constant(_values(network.symbols.weight), "symbols"), "seen")
            x = made.step("Add", x, made.step("ReduceSum", seen, made.whole([1]), keepdims=0))
        x = made.layer(x, network.layers[number], f"layer{number}")
    x = made.step("Gather", x, "begins")
    weight = made.constant(np.ascontiguousarray(_values(network.labels.weight).T), "labels")
    made.nodes.append(
        helper.make_node("Gemm", [x, weight, made.constant(_values(network.labels.bias), "labels.bias")], ["scores"])
    )
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT32, ["pieces"]),
        helper.make_tensor_value_info("seen", TensorProto.INT32, ["pieces", COLUMNS]),
        helper.make_tensor_value_info("begins", TensorProto.INT64, ["words"]),
    ]
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["words", network.labels.out_features])]
    whole = helper.make_graph(made.nodes, "accurate", inputs, outputs, made.constants)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="onrecord")
    model.ir_version = 10
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


def _values(parameter: Any) -> Array:
    found: Array = parameter.detach().float().numpy()
    return found
