"""Sentences and words of texts as the Go reader cuts them (train/segment), cached by content."""
import hashlib
import json
import os
import subprocess

from paths import HERE, WORK


def cut(texts):
    """{id: text} → {id: [[(start, end), …], …]} in bytes of the UTF-8 text."""
    tool = os.path.join(WORK, "segment")
    if not os.path.exists(tool):
        subprocess.run(["go", "build", "-o", tool, "./train/segment"], cwd=os.path.dirname(HERE), check=True)
    lines = [json.dumps({"id": k, "text": v}, ensure_ascii=False) for k, v in sorted(texts.items())]
    data = ("\n".join(lines) + "\n").encode()
    path = os.path.join(WORK, "cut-" + hashlib.sha256(data).hexdigest()[:16] + ".jsonl")
    if not os.path.exists(path):
        out = subprocess.run([tool], input=data, stdout=subprocess.PIPE, check=True).stdout
        with open(path + ".tmp", "wb") as f:
            f.write(out)
        os.replace(path + ".tmp", path)
    return {r["id"]: r["sentences"] for r in map(json.loads, open(path, encoding="utf-8"))}
