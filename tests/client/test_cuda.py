"""Tensors, modules and defaults on a GPU, and what torch.cuda tells of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import numpy as np
import pytest

import gradwire as torch
from tests.client.conftest import Requests

GPU = torch.device("cuda:0")


@pytest.fixture(autouse=True)
def session(cuda_server: str) -> Iterator[torch.Session]:
    with torch.Session(cuda_server, seed=0) as session:
        yield session
        torch.set_default_device(None)


def test_the_server_has_a_gpu() -> None:
    assert torch.cuda.is_available()
    assert torch.cuda.device_count() >= 1
    assert torch.cuda.current_device() == 0
    assert torch.cuda.is_initialized()
    assert torch.backends.cuda.is_built()
    assert isinstance(torch.cuda.get_device_name(), str)


@pytest.mark.parametrize("where", [0, "cuda", "cuda:0", torch.device("cuda"), torch.device("cuda", 0)])
def test_every_way_to_name_the_gpu_is_the_same_one(where: Any) -> None:
    x = torch.ones(2, device=where)
    assert x.device == GPU
    assert x.is_cuda
    assert x.get_device() == 0
    assert repr(x) == "tensor([1., 1.], device='cuda:0')"
    assert torch.tensor([1, 2], device=where).device == GPU
    assert torch.as_tensor([1, 2], device=where).device == GPU
    assert torch.zeros(2).to(where).device == GPU
    assert x.to(where) is x
    assert x.cuda(where) is x
    assert torch.as_tensor(x, device=where) is x


def test_a_copy_of_the_same_device_is_asked_for() -> None:
    x = torch.ones(2, device=GPU)
    assert x.to(GPU, non_blocking=True) is x
    assert x.to(GPU, torch.float32, True) is x
    for copy in (x.to(GPU, copy=True), x.to(GPU, torch.float32, False, True), x.to(x, False, True)):
        copy.add_(1)
        assert x.tolist() == [1, 1]


def test_only_a_gpu_is_cuda_and_only_the_cpu_is_pinned() -> None:
    with pytest.raises(RuntimeError, match="must be cuda device"):
        torch.ones(2).cuda("cpu")
    with pytest.raises(RuntimeError, match="only those on the CPU"):
        torch.ones(2, device=GPU).pin_memory()
    assert not torch.ones(2).pin_memory().is_pinned()


def test_values_come_back_by_the_cpu() -> None:
    x = torch.arange(3.0, device=GPU)
    with pytest.raises(TypeError, match=r"Use Tensor\.cpu\(\)"):
        x.numpy()
    np.testing.assert_array_equal(x.cpu().numpy(), [0, 1, 2])
    assert np.sin(x.cpu()).device == torch.device("cpu")


def test_a_gradient_or_tangent_of_another_device_is_refused() -> None:
    w = torch.ones(3, 3, device=GPU, requires_grad=True)
    other = torch.ones(3, 3)
    for work in (
        lambda: (w @ w).relu().backward(other),
        lambda: torch.autograd.grad(w * w, w, other),
        lambda: torch.func.vjp(torch.sin, w)[1](other),
        lambda: torch.func.jvp(torch.sin, (w,), (other,)),
    ):
        for _ in range(3):
            with pytest.raises(RuntimeError, match="is on cpu, and must be on cuda:0"):
                (work(), torch.cuda.synchronize())
    torch.sum(w * w).backward(torch.tensor(2.0))
    assert w.grad.device == torch.device("cuda:0")
    assert w.grad.tolist() == [[4.0] * 3] * 3


def test_tensors_of_two_devices_do_not_mix_but_single_numbers_do() -> None:
    x = torch.ones(2, device=GPU)
    with pytest.raises(
        RuntimeError, match="all tensors to be on the same device, but input is on cuda:0, other is on cpu"
    ):
        x + torch.ones(2)
    assert (x * torch.tensor(3.0)).device == GPU
    assert x[torch.tensor([1])].device == GPU
    assert x[[0, 0]].tolist() == [1, 1]


def test_new_tensors_are_where_the_default_says() -> None:
    torch.set_default_device("cuda")
    assert torch.get_default_device() == GPU
    assert torch.zeros(2).device == torch.tensor([1.0]).device == torch.arange(3).device == GPU
    assert torch.nn.Linear(2, 2).weight.device == GPU
    assert torch.zeros(2, device="cpu").device == torch.zeros_like(torch.zeros(2, device="cpu")).device
    with torch.device("cpu") as place:
        assert place == torch.get_default_device() == torch.ones(1).device == torch.device("cpu")
        with torch.device("cuda"):
            assert torch.ones(1).device == GPU
        assert torch.tensor(1.0).device == torch.device("cpu")
    assert torch.rand(1).device == GPU
    torch.set_default_device(None)
    assert torch.get_default_device() == torch.ones(1).device == torch.device("cpu")


def test_the_default_device_is_a_threads_own(session: torch.Session) -> None:
    found: list[torch.device] = []

    def look() -> None:
        with torch.Session(session.url):
            found.append(torch.ones(1).device)

    with torch.device("cuda"):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert found == [torch.device("cpu")]


def test_the_current_gpu_is_what_cuda_stands_for() -> None:
    last = torch.cuda.device_count() - 1
    with torch.cuda.device(last):
        assert torch.cuda.current_device() == torch.ones(1, device="cuda").get_device() == last
        with torch.cuda.device(0), torch.cuda.device(-1):
            assert torch.ones(1, device="cuda").device == GPU
        with torch.cuda.device_of(torch.ones(1, device=GPU)):
            assert torch.cuda.current_device() == 0
    assert torch.cuda.current_device() == 0
    torch.cuda.set_device(last)
    torch.cuda.set_device(-1)
    assert torch.cuda.current_device() == last
    torch.cuda.set_device("cuda:0")
    with pytest.raises(ValueError, match="Expected a cuda device"):
        torch.cuda.set_device("cpu")


def test_a_gpu_that_is_not_there_is_refused_where_it_is_chosen() -> None:
    beyond = torch.cuda.device_count()
    block = torch.cuda.device(beyond)
    for choose in (lambda: torch.cuda.set_device(beyond), block.__enter__):
        with pytest.raises(RuntimeError, match=f"Invalid device id {beyond}"):
            choose()
        assert torch.cuda.current_device() == 0
    with pytest.raises(AssertionError, match=f"Invalid device id {beyond}"):
        torch.cuda.get_device_properties(beyond)


def test_nobody_waits_to_learn_that_a_known_gpu_is_there(session: torch.Session) -> None:
    requests = Requests(session)
    torch.tensor([1.0], device=GPU)
    assert requests.new() == 1
    with torch.cuda.device(0):
        torch.cuda.set_device(0)
    torch.tensor([2.0], device=GPU)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4, device=GPU), torch.nn.Linear(4, 2, device=GPU))
    assert requests.new() == 0
    assert {parameter.device for parameter in model.parameters()} == {GPU}


def test_a_module_moves_with_its_gradients() -> None:
    model = torch.nn.BatchNorm1d(3)
    model(torch.ones(2, 3)).sum().backward()
    parameter = model.weight
    assert model.cuda() is model
    assert model.weight is parameter
    assert {one.device for one in model.state_dict().values()} == {parameter.grad.device} == {GPU}
    model.to("cpu")
    assert {one.device for one in model.state_dict().values()} == {torch.device("cpu")}


def test_the_state_of_an_optimizer_follows_its_parameters() -> None:
    model = torch.nn.Linear(3, 2)
    optimizer = torch.optim.Adam(model.parameters())
    model(torch.ones(1, 3)).sum().backward()
    optimizer.step()
    there = torch.nn.Linear(3, 2, device=GPU)
    other = torch.optim.Adam(there.parameters())
    other.load_state_dict(optimizer.state_dict())
    state = other.state[there.weight]
    assert state["exp_avg"].device == state["exp_avg_sq"].device == state["step"].device == GPU
    there(torch.ones(1, 3, device=GPU)).sum().backward()
    other.step()


def test_batches_of_what_is_on_the_gpu_are_there(session: torch.Session) -> None:
    data = torch.utils.data.TensorDataset(torch.arange(6.0, device=GPU), torch.arange(6, device=GPU))
    loader = torch.utils.data.DataLoader(data, batch_size=3, pin_memory=True)
    assert [[part.tolist() for part in batch] for batch in loader] == [[[0, 1, 2]] * 2, [[3, 4, 5]] * 2]
    assert {part.device for batch in loader for part in batch} == {GPU}
    requests = Requests(session)
    for epoch in range(2):
        for batch in torch.utils.data.DataLoader(data, batch_size=2, shuffle=True):
            batch[0].add_(1)
        if epoch == 0:
            requests.new()
    assert requests.new() == 0


def test_a_file_is_read_onto_the_gpu(tmp_path: Any) -> None:
    torch.safetensors.save_file({"x": torch.arange(3.0, device=GPU)}, tmp_path / "x.safetensors")
    for where in ("cuda", 0, "cuda:0"):
        assert torch.safetensors.load_file(tmp_path / "x.safetensors", device=where)["x"].device == GPU


def test_synchronize_waits_for_everything_before() -> None:
    x = torch.ones(2, device=GPU)
    x.add_(1)
    torch.cuda.synchronize()
    assert not x._r.steps
    assert not x._r.sent


def test_the_memory_of_the_session_is_counted() -> None:
    assert torch.cuda.memory_allocated() == torch.cuda.max_memory_reserved() == 0
    assert set(torch.cuda.memory_stats().values()) == {0}
    assert torch.cuda.memory_summary().startswith("cuda:0, MiB")
    with pytest.raises(AssertionError, match="Invalid device id"):
        torch.cuda.memory_allocated(torch.cuda.device_count())
    small = torch.zeros(2, device=GPU)
    torch.cuda.reset_peak_memory_stats()
    before = torch.cuda.memory_allocated()
    x = torch.zeros(1000, 1000, device=GPU)
    assert torch.cuda.memory_allocated() >= before + x.nbytes
    assert torch.cuda.memory_reserved() >= torch.cuda.memory_allocated("cuda:0")
    assert torch.cuda.memory_stats()["allocated_bytes.all.current"] == torch.cuda.memory_allocated()
    del x
    torch.cuda.synchronize()
    after = torch.cuda.memory_allocated()  # less than before, where the server's garbage was collected meanwhile
    assert after <= before < torch.cuda.max_memory_allocated() - 4_000_000 + small.nbytes
    torch.cuda.reset_peak_memory_stats()
    assert torch.cuda.max_memory_allocated() == after
    torch.cuda.empty_cache()
    assert torch.cuda.memory_reserved() < before + 4_000_000
    assert torch.cuda.memory_summary().splitlines()[0].startswith("cuda:0, MiB")
    free, total = torch.cuda.mem_get_info()
    assert 0 < free <= total == torch.cuda.get_device_properties().total_memory


def test_what_does_not_fit_is_out_of_memory() -> None:
    x, (_, room) = torch.ones(2, device=GPU), torch.cuda.mem_get_info()

    def fill() -> None:
        kept = [torch.zeros(room // 64, dtype=torch.uint8, device=GPU) for _ in range(70)]
        torch.cuda.synchronize()
        del kept

    with pytest.raises(torch.cuda.OutOfMemoryError):
        fill()
    assert issubclass(torch.OutOfMemoryError, RuntimeError)
    assert x.tolist() == [1, 1]


def test_what_a_gpu_is_like() -> None:
    properties = torch.cuda.get_device_properties("cuda")
    assert properties.name == torch.cuda.get_device_name(0)
    assert (properties.major, properties.minor) == torch.cuda.get_device_capability(GPU)
    assert properties.multi_processor_count > 0
    assert torch.cuda.is_bf16_supported()


def test_all_streams_are_one() -> None:
    stream, event = torch.cuda.Stream(), torch.cuda.Event()
    assert repr(stream) == "<torch.cuda.Stream device=cuda:0 cuda_stream=0x0>"
    assert repr(event) == "<torch.cuda.Event uninitialized>"
    with torch.cuda.stream(stream):
        x = torch.ones(2, device=GPU) * 2
    x.record_stream(stream)
    stream.wait_stream(torch.cuda.current_stream())
    event.record()
    event.synchronize()
    assert not x._r.steps
    assert stream == torch.cuda.default_stream()
    assert event.query()
    with pytest.raises(NotImplementedError, match="perf_counter"):
        event.elapsed_time(torch.cuda.Event())


def test_what_cuda_lacks_says_what_to_do_instead() -> None:
    with pytest.raises(AttributeError, match=r"module 'gradwire.cuda' has no attribute 'CUDAGraph': a server captures"):
        torch.cuda.CUDAGraph  # noqa: B018


def test_a_gpu_has_random_numbers_of_its_own() -> None:
    def drawn(place: str) -> list[float]:
        return torch.rand(3, device=place).tolist()  # type: ignore[no-any-return]

    torch.manual_seed(5)
    first, host = drawn("cuda"), drawn("cpu")
    torch.cuda.manual_seed(5)
    assert (drawn("cuda"), torch.cuda.initial_seed()) == (first, 5)
    torch.cuda.manual_seed_all(5)
    state, states = torch.cuda.get_rng_state(), torch.cuda.get_rng_state_all()
    assert drawn("cuda") == first
    torch.cuda.set_rng_state(state)
    assert drawn("cuda") == first
    torch.cuda.set_rng_state_all(states)
    assert drawn("cuda") == first
    assert drawn("cpu") != host, "seeding the GPU leaves the CPU's numbers alone"
    torch.cuda.seed()
    assert drawn("cuda") != first
    with torch.device("cuda"):
        torch.manual_seed(5)
    assert (drawn("cuda"), drawn("cpu")) == (first, host)


def test_a_generator_draws_where_it_is() -> None:
    generator = torch.Generator(device="cuda").manual_seed(3)
    assert (generator.device, torch.Generator().device) == (GPU, torch.device("cpu"))
    first = torch.rand(3, device=GPU, generator=generator).tolist()
    torch.cuda.manual_seed(3)
    assert torch.rand(3, device=GPU).tolist() == first
    with pytest.raises(RuntimeError, match="The generator draws on cuda:0, and the tensor is on cpu"):
        torch.rand(3, generator=generator).tolist()


def test_products_may_be_less_precise(session: torch.Session) -> None:
    def told() -> str:
        return httpx.get(f"{session.url}/v1/sessions/{session.id}").json()["matmul_precision"]  # type: ignore[no-any-return]

    try:
        assert (torch.get_float32_matmul_precision(), told()) == ("highest", "highest")
        torch.backends.cuda.matmul.allow_tf32 = True
        assert (torch.get_float32_matmul_precision(), told()) == ("high", "high")
        torch.set_float32_matmul_precision("medium")
        assert (torch.backends.cuda.matmul.allow_tf32, told()) == (True, "medium")
        with torch.Session(session.url) as other:
            torch.ones(1)
            assert httpx.get(f"{other.url}/v1/sessions/{other.id}").json()["matmul_precision"] == "medium"
        with pytest.warns(UserWarning, match="none of"):
            torch.set_float32_matmul_precision("low")
        assert told() == "medium"
    finally:
        torch.backends.cuda.matmul.allow_tf32 = False
    assert (torch.get_float32_matmul_precision(), told()) == ("highest", "highest")


@pytest.mark.parametrize("make", [torch.from_numpy, torch.Tensor, torch.DoubleTensor])
def test_what_is_of_the_cpu_by_name_is_there_whatever_the_default(make: Any, session: torch.Session) -> None:
    array = np.ones(2)
    with torch.device("cuda"):
        assert make(array).device == torch.device("cpu")
        assert torch.as_tensor(array).device == torch.utils.data.default_collate([array]).device == GPU
    with torch.Session(session.url, device="cuda:0"):
        assert make(array).device == torch.device("cpu")
        assert torch.as_tensor(array).device == torch.nn.Parameter().device == GPU


def test_the_older_classes_of_a_gpu() -> None:
    host, x = torch.ones(2), torch.cuda.FloatTensor([1, 2])
    assert (x.device, x.tolist(), torch.cuda.LongTensor(2, 3).device) == (GPU, [1, 2], GPU)
    assert isinstance(x, torch.cuda.FloatTensor)
    assert not isinstance(x, torch.FloatTensor)
    assert not isinstance(host, torch.cuda.FloatTensor)
    assert isinstance(host, torch.FloatTensor)
    assert repr(torch.cuda.LongTensor) == "<class 'torch.cuda.LongTensor'>"
    assert x.type() == "torch.cuda.FloatTensor"
    assert x.type(x.type()) is x
    assert host.type(x.type()).device == x.type(torch.cuda.LongTensor).device == x.type(torch.int8).device == GPU
    assert x.type("torch.DoubleTensor").type() == "torch.DoubleTensor"
    with pytest.warns(UserWarning, match="set_default_tensor_type"), pytest.raises(NotImplementedError, match="'cuda'"):
        torch.set_default_tensor_type(torch.cuda.FloatTensor)


def test_pinned_memory_is_asked_for_in_vain() -> None:
    for make in (torch.ones, torch.rand, torch.empty, host_zeros := torch.ones(1).new_zeros):
        assert not make(2, pin_memory=True).is_pinned()
    assert host_zeros(2, pin_memory=True).tolist() == torch.tensor([0.0, 0], pin_memory=True).tolist()
    assert torch.zeros_like(torch.ones(2), pin_memory=False).tolist() == [0, 0]
    assert torch.tril_indices(1, 1, pin_memory=True).tolist() == [[0], [0]]


def test_free_is_what_the_server_lets_its_sessions_have(start_cuda_server: Callable[..., str]) -> None:
    with torch.Session(start_cuda_server(cuda_bytes=20_000_000)):
        x = torch.ones(1_000_000, device=GPU)
        torch.cuda.synchronize()
        assert 15_000_000 < torch.cuda.mem_get_info()[0] <= 16_000_000
        with pytest.raises(torch.OutOfMemoryError, match=r"^ones: cuda:0 has no room for 20000000 bytes more"):
            torch.ones(5_000_000, device=GPU)
        del x
