"""The stream of a generator on CUDA: Philox's published answers, PyTorch's numbers, and its layout for any size."""

from __future__ import annotations

import math
from typing import Any

import numpy
import pytest

cupy = pytest.importorskip("cupy", reason="needs a GPU with CuPy, or PYTHONPATH=tests/stand_in")

from engine import devices, dtypes  # noqa: E402
from engine.cuda.philox import CudaGenerator, sources  # noqa: E402
from engine.cuda.source import kernel  # noqa: E402
from engine.errors import OpFailed  # noqa: E402
from tests.cuda import philox_model as model  # noqa: E402

DEVICE = devices.find("cuda:0")
SEED = 0x123456789ABCDEF
ANSWERS = [  # of Random123, kat_vectors: counter, key, words
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
ONE = """
extern "C" __global__ void one(word* out, uint64 key, uint64 subsequence, uint64 counter) {
  Words words = philox(key, subsequence, counter);
  for (int k = 0; k < 4; ++k) out[k] = words.of[k];
}
"""


@pytest.fixture
def generator() -> CudaGenerator:
    found = CudaGenerator(DEVICE, SEED)
    found.uniform(5, dtypes.float32)  # so that it is not at its begin
    return found


def counts() -> list[int]:
    """Less than a block of threads, several blocks, and more than one draw of all threads at once."""
    threads = model.BLOCK * model.blocks(1 << 40)
    most = 4 * threads + 77
    return [1, 5, 300, 1030, *([threads + 3, most] if most < 1 << 16 else [])]


def state(generator: CudaGenerator) -> tuple[int, int]:
    seed, offset = generator.state().view(numpy.uint64).tolist()
    return seed, offset


@pytest.mark.parametrize(("counter", "key", "words"), ANSWERS)
def test_published_answers(counter: tuple[int, ...], key: tuple[int, ...], words: tuple[int, ...]) -> None:
    assert tuple(model.philox(counter, key)) == words
    out = cupy.empty(4, numpy.uint32)
    halves = key, counter[2:], counter[:2]
    given = [numpy.uint64(low | high << 32) for low, high in halves]
    kernel(sources.text("philox.cuh") + ONE, "one")((1,), (1,), (out, *given))
    assert tuple(out.get().tolist()) == words


def test_pytorchs_numbers() -> None:
    """As torch.rand and torch.randn print them on a GPU after torch.manual_seed."""
    generator = CudaGenerator(DEVICE, 0)
    first, second = (generator.uniform(10, dtypes.float32).get().tolist() for _ in range(2))
    assert first == pytest.approx(
        [0.3990, 0.5167, 0.0249, 0.9401, 0.9459, 0.7967, 0.4150, 0.8203, 0.2290, 0.9096], abs=5e-5
    )
    assert second == pytest.approx(
        [0.9722, 0.7910, 0.4690, 0.3300, 0.3345, 0.3783, 0.7640, 0.6405, 0.1103, 0.3594], abs=5e-5
    )
    generator.manual_seed(0)
    normal = generator.normal(8, dtypes.float32).get().tolist()
    assert normal == pytest.approx([-0.9247, -0.4253, -2.6438, 0.1452, -0.1209, -0.5797, -0.6229, -0.3284], abs=1e-4)


def unit(words: list[int], dtype: Any) -> Any:
    """A number in (0, 1]."""
    if dtype == numpy.float32:
        return numpy.float32(words[0]) * numpy.float32(2.0**-32) + numpy.float32(2.0**-33)
    return numpy.float64(words[0] ^ words[1] << 21) * 2.0**-53 + 2.0**-54


@pytest.mark.parametrize("count", counts())
@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "bfloat16"])
def test_uniform(generator: CudaGenerator, dtype: str, count: int) -> None:
    wanted = dtypes.find(dtype)
    real, each = (numpy.float64, 2) if dtype == "float64" else (numpy.float32, 4)
    seed, offset = state(generator)
    units = numpy.array([unit(words, real) for words in model.spread(seed, offset, count, each)], real).astype(wanted)
    found = generator.uniform(count, wanted)
    assert found.dtype == wanted
    numpy.testing.assert_array_equal(found.get(), numpy.where(units == 1, wanted.type(0), units))
    assert state(generator) == (seed, offset + model.advanced(count, each))


@pytest.mark.parametrize("count", counts())
@pytest.mark.parametrize("dtype", [numpy.float32, numpy.float64])
def test_normal(generator: CudaGenerator, dtype: Any, count: int) -> None:
    """The words of a draw make pairs, by sine and cosine of one angle."""
    seed, offset = state(generator)
    threads, each = model.BLOCK * model.blocks(count), 4 if dtype == numpy.float32 else 2
    found = generator.normal(count, numpy.dtype(dtype), 3.0, 2.0).get()
    expected = []
    for place in range(count):
        part, thread = place // threads, place % threads
        words = model.drawn(seed, offset, thread, part // each)
        pair = words[part % each // 2 * 2 :] if each == 4 else words
        size = len(words) // each
        radius, angle = (float(unit(pair[k * size : (k + 1) * size], dtype)) for k in (0, 1))
        circle = math.cos if part % 2 else math.sin
        expected.append(math.sqrt(-2 * math.log(radius)) * circle(2 * math.pi * angle) * 2 + 3)
    numpy.testing.assert_allclose(found, expected, rtol=1e-5 if each == 4 else 1e-13, atol=3e-5 if each == 4 else 1e-13)
    assert state(generator) == (seed, offset + model.advanced(count, each))


@pytest.mark.parametrize("count", counts())
@pytest.mark.parametrize(
    ("low", "high", "digits"),
    [
        (0, 10, None),
        (-5, 1 << 27, None),
        (-7, (1 << 28) - 7, None),
        (-(1 << 63), 1 << 63, None),
        (0, 1 << 31, 32),
        (0, 2, 64),
    ],
)
def test_integers(generator: CudaGenerator, low: int, high: int, digits: int | None, count: int) -> None:
    seed, offset = state(generator)
    each = 4 if (digits or (32 if high - low < 1 << 28 else 64)) == 32 else 2
    words = model.spread(seed, offset, count, each)
    bits = [one[0] if each == 4 else one[0] << 32 | one[1] for one in words]
    found = generator.integers(count, low, high, digits).get().tolist()
    assert found == [low + one % (high - low) for one in bits]
    assert state(generator) == (seed, offset + model.advanced(count, each))


@pytest.mark.parametrize("count", counts())
@pytest.mark.parametrize("dtype", ["float32", "float64", "float16"])
def test_what_dropout_keeps(generator: CudaGenerator, dtype: str, count: int) -> None:
    """As many elements side by side as 16 bytes hold and the count is a multiple of."""
    wanted = dtypes.find(dtype)
    for size in (count, 2 * count, 8 * count) if count < 2000 else (count, count // 2 * 2, count // 8 * 8):
        pack = max(one for one in (1, 2, 4, 8) if size % one == 0 and one * wanted.itemsize <= 16)
        seed, offset = state(generator)
        words = model.packed(seed, offset, size, pack)
        if pack == 1:
            words = [one for (one,) in model.spread(seed, offset, size, 4)]
        found = generator.kept(size, wanted, 0.7, True).get().tolist()
        share = 0.7 if dtype == "float64" else numpy.float32(0.7)
        assert found == [bool(unit([one], numpy.float32) < share) for one in words]
        assert state(generator) == (seed, offset + model.advanced(size, 4))


@pytest.mark.parametrize("count", counts())
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_chances_of_each(generator: CudaGenerator, dtype: str, count: int) -> None:
    """Four by a thread, and a number in (0, 1] that equals a probability is not above it."""
    seed, offset = state(generator)
    units = [unit([model.drawn(seed, offset, place // 4, 0)[place % 4]], numpy.float32) for place in range(count)]
    found = generator.chances(count, dtypes.find(dtype), dtypes.float32)
    assert found.dtype == dtype
    just = numpy.array(units, dtype)
    assert (found.get() < just).all()
    assert not (found.get() < numpy.nextafter(just, numpy.array(0, dtype))).any()
    assert state(generator) == (seed, offset + 12)


@pytest.mark.parametrize("count", [1, 2, 5, 300, 2000, 25_000, 40_000])
def test_permutation(generator: CudaGenerator, count: int) -> None:
    seed, offset = state(generator)
    found = generator.permutation(count).get().tolist()
    assert found == model.permutation(seed, offset, count)
    assert sorted(found) == list(range(count))
    assert state(generator) == (seed, offset + model.advanced(count, 2) + -(-count // 4) * 4)


def test_equal_keys_are_shuffled() -> None:
    """Of many permutations of two, whose keys have few bits, as many go one way as the other."""
    generator = CudaGenerator(DEVICE, 1)
    turned = sum(generator.permutation(2).get().tolist() == [1, 0] for _ in range(300))
    assert 110 < turned < 190


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16"])
def test_distributions(generator: CudaGenerator, dtype: str) -> None:
    """What becomes of uniform and normal numbers, by the functions that NumPy has."""
    wanted = dtypes.find(dtype)
    count, real = 300, numpy.float64 if dtype == "float64" else numpy.float32
    seed, offset = state(generator)
    units = numpy.array(
        [unit(words, real) for words in model.spread(seed, offset, count, 2 if real == numpy.float64 else 4)]
    )
    before = generator.snapshot()
    made = {}
    around = 0.25, 0.5
    given = {"exponential": (0.5,), "geometric": (0.3,), "cauchy": (1.5, 2.0), "normal": around, "log_normal": around}
    for name, parameters in given.items():
        generator.restore(before)
        found = getattr(generator, name)(count, wanted, *parameters)
        assert found.dtype == wanted
        made[name] = found.get().astype(numpy.float64)
    near = {"float64": 1e-12, "float32": 1e-4, "float16": 2e-3}[dtype]
    units = units.astype(numpy.float64)
    numpy.testing.assert_allclose(made["exponential"], -2 * numpy.log(units), rtol=near)
    numpy.testing.assert_allclose(made["cauchy"], 1.5 + 2 * numpy.tan(numpy.pi * (units - 0.5)), rtol=near, atol=near)
    numpy.testing.assert_allclose(made["log_normal"], numpy.exp(made["normal"]), rtol=near)
    tosses = numpy.log(units) / numpy.log1p(-0.3)
    sure = numpy.abs(tosses - numpy.round(tosses)) > 1e-4
    numpy.testing.assert_array_equal(made["geometric"][sure], numpy.ceil(tosses)[sure])


@pytest.mark.parametrize("dtype", [numpy.float32, numpy.float64])
def test_the_largest_number_of_the_stream(dtype: Any) -> None:
    """It is 1, of which an exponential number above 0 is made, a finite one of Cauchy's, and the least of a range."""

    def made(distribution: str, *parameters: float) -> float:
        source, shape = sources.DISTRIBUTIONS[distribution]
        told = f"using R = {sources.REALS[dtype.__name__]};\n#define SOURCE {source}\n#define SHAPE(x) {shape}\n"
        code = told.replace("SHAPE(x)", "SHAPE(_)").replace(shape, shape.replace("x", "R(1)"))
        out = cupy.empty(1, dtype)
        state = cupy.zeros(2, numpy.uint64)
        given = [dtype(one) for one in (*parameters, 0, 0)[:3]]
        kernel(code + sources.text("philox.cuh") + sources.text("numbers.cu"), "numbers")(
            (1,), (1,), (state, out, numpy.int64(1), *given)
        )
        return float(out.get()[0])

    assert made("exponential", 1.0) == numpy.finfo(dtype).eps / 2
    assert made("uniform", 1.0, 2.0, 3.0) == 2
    assert math.isfinite(made("cauchy", 0.0, 1.0))
    assert made("geometric", 0.5) == 0


def test_nothing_is_drawn_for_no_element(generator: CudaGenerator) -> None:
    before = state(generator)
    for draw in (
        generator.uniform(0, dtypes.float32), generator.integers(0, 0, 5), generator.permutation(0),
        generator.kept(0, dtypes.float32, 0.5, True), generator.chances(0, dtypes.float32, dtypes.float32),
    ):  # fmt: skip
        assert draw.shape == (0,)
    assert state(generator) == before


def test_a_state_is_sixteen_bytes(generator: CudaGenerator) -> None:
    """The seed and the offset, as torch.cuda.get_rng_state gives them; the seed alone means the begin."""
    kept = generator.state()
    assert kept.tobytes() == SEED.to_bytes(8, "little") + (4).to_bytes(8, "little")
    assert generator.seed == SEED
    first = generator.uniform(7, dtypes.float32).get()
    generator.set_state(kept)
    assert (generator.uniform(7, dtypes.float32).get() == first).all()
    generator.set_state(kept[:8])
    assert state(generator) == (SEED, 0)
    with pytest.raises(OpFailed, match="16 bytes"):
        generator.set_state(numpy.zeros(5056, numpy.uint8))
    with pytest.raises(OpFailed, match="no state"):
        generator.set_state(numpy.ones(16, numpy.uint8))


def test_a_graph_draws_anew_at_each_launch(generator: CudaGenerator) -> None:
    """The same as draws one after the other."""
    twin = generator.twin()
    generator.uniform(1, dtypes.float32), twin.uniform(1, dtypes.float32)  # the kernels are there
    with cupy.cuda.Stream() as stream:
        stream.begin_capture()
        drawn = generator.uniform(9, dtypes.float32)
        kept = generator.kept(12, dtypes.float32, 0.5, True)
        graph = stream.end_capture()
        for _ in range(3):
            graph.launch()
            stream.synchronize()
            assert (drawn.get() == twin.uniform(9, dtypes.float32).get()).all()
            assert (kept.get() == twin.kept(12, dtypes.float32, 0.5, True).get()).all()
