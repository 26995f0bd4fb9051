"""Drawings of the recorded graph: a picture of boxes and wires, in DOT or laid out as SVG."""
