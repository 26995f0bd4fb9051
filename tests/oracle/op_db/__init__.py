"""PyTorch's own database of operations (op_db), run through gradwire and compared sample by sample.

python -m tests.oracle.op_db 'linalg.*' fft.fft      prints how these entries compare
python -m tests.oracle.op_db --errors 'linalg.*'     likewise for inputs that PyTorch refuses
"""
