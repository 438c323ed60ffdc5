#!/usr/bin/env python3
"""The 1,797 digits of 8 x 8 pixels that scikit-learn carries, as IDX files: Scripts/uci-digits.py FOLDER

E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits" (UCI, 1998): other writers and
another scanner than MNIST's. Levels of 0 to 16 become 0 to 255.
"""
import os
import struct
import sys

from sklearn.datasets import load_digits


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    digits = load_digits()
    pixels = (digits.images * 255 / 16 + 0.5).astype("uint8")
    with open(f"{folder}/t10k-images-idx3-ubyte", "wb") as file:
        file.write(struct.pack(">IIII", 0x803, *pixels.shape) + pixels.tobytes())
    with open(f"{folder}/t10k-labels-idx1-ubyte", "wb") as file:
        file.write(struct.pack(">II", 0x801, len(pixels)) + digits.target.astype("uint8").tobytes())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
