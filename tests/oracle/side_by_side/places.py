"""Where a tensor says that it is, and whether it is zero."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def a_tensor_on_the_cpu_has_no_device_number(torch: Any) -> Any:
    x = torch.ones(2)
    print(x.is_cpu, x.is_cuda, x.get_device(), torch.get_device(x), x.is_pinned())


def is_nonzero_is_of_one_element(torch: Any) -> Any:
    for value in (0, 1, 0.0, -0.5, 1j, False, [[2]]):
        print(torch.tensor(value).is_nonzero(), torch.is_nonzero(torch.tensor(value)))
    print(
        raised(torch.ones(2).is_nonzero),
        raised(torch.ones(0).is_nonzero),
        raised(lambda: torch.is_nonzero(torch.ones(2))),
    )


def a_default_device_is_for_new_tensors(torch: Any) -> Any:
    print(torch.get_default_device())
    with torch.device("cpu") as place:
        print(place, torch.get_default_device(), torch.zeros(1), torch.tensor([1]).device, torch.arange(2).device)
        with torch.device("cpu"):
            print(torch.rand(2).device)
    torch.set_default_device("cpu")
    print(torch.get_default_device(), torch.eye(2).device)
    torch.set_default_device(None)
    print(repr(torch.get_default_device()))
    print(raised(lambda: torch.set_default_device("nowhere")), raised(lambda: torch.set_default_device(1.5)))


def what_is_on_the_cpu_stays_there(torch: Any) -> Any:
    x = torch.ones(2)
    print(x.to("cpu") is x, x.to("cpu", torch.float32, True) is x, x.to("cpu", torch.float32, False, True) is x)
    print(x.to(x, False, True) is x, x.to(torch.float32, True, False) is x, x.cpu() is x)
    print(x.to(device="cpu", non_blocking=True) is x, torch.as_tensor(x, device="cpu") is x)
    print(raised(lambda: x.cuda("cpu")))


def without_a_gpu_cuda_is_quiet_until_it_is_used(torch: Any) -> Any:
    print(torch.cuda.is_available(), torch.cuda.device_count(), torch.cuda.is_initialized())
    print(torch.backends.cudnn.enabled, torch.backends.cudnn.benchmark, torch.backends.cudnn.is_available())
    print(torch.backends.mps.is_available(), torch.backends.cudnn.deterministic, torch.backends.cudnn.version())
    with torch.backends.cudnn.flags(enabled=True, benchmark=False):
        print(torch.ones(1))
    with torch.cuda.device(-1), torch.cuda.device_of(torch.ones(1)):
        print(torch.ones(1).device)
    print(raised(lambda: torch.cuda.set_device("cpu")), raised(lambda: torch.cuda.device("cpu")))
