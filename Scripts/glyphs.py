#!/usr/bin/env python3
"""Letters and digits of handwriting fonts as IDX files: Scripts/glyphs.py FOLDER

Written are, for the fonts of the training list and for those of the test list, which have no font in
common, letters-{training,test}-images and -labels, and digits-... . A label is the letter's ASCII code.
Letters that look like digits in many hands (O o D I l S s Z z q g b B) are left out.

The fonts are Debian's (bookworm); those that are missing are named, and the exit status is 1. Pillow
brings a FreeType of its own, so that its version alone decides the pixels: 13.0.0 is what the weights
in Data/reader were made with.
"""
import glob
import hashlib
import os
import string
import struct
import sys

from PIL import Image, ImageDraw, ImageFont

SIDE = 96
LOOK_LIKE_DIGITS = set("OoDIlSsZzqgbB")
LETTERS = [letter for letter in string.ascii_letters if letter not in LOOK_LIKE_DIGITS]

# Debian package: files of it, as patterns.
TRAINING = {
    "fonts-breip": ["Breip.ttf"],
    "fonts-comic-neue": ["ComicNeue-*.otf"],
    "fonts-dancingscript": ["DancingScript-*.otf"],
    "fonts-dustin": ["Domestic_Manners.ttf", "It_wasn_t_me.ttf", "Junkyard.ttf", "Wargames.ttf",
                     "PenguinAttack.ttf", "Dustismo.ttf", "Dustismo_Roman.ttf", "flatline.ttf"],
    "fonts-ecolier-court": ["Ecolier-court.ttf"],
    "fonts-essays1743": ["Essays1743.ttf", "Essays1743-Italic.ttf"],
    "fonts-humor-sans": ["Humor-Sans.ttf"],
    "fonts-isabella": ["Isabella.ttf"],
    "fonts-kaushanscript": ["KaushanScript-Regular.otf"],
    "fonts-klaudia-berenika": ["Berenika.ttf", "Klaudia.ttf", "Klaudia-Oblique.ttf"],
    "fonts-lobster": ["lobster.otf"],
    "fonts-okolaks": ["okolaksRegular.ttf", "okolaksBold.ttf", "okolaksRegularItalic.ttf"],
    "fonts-opendyslexic": ["OpenDyslexic-Regular.otf", "OpenDyslexic-Italic.otf"],
    "fonts-radisnoir": ["RadisSans-medium.otf"],
    "fonts-seto": ["setofont.ttf"],
    "fonts-summersby": ["summersby.ttf"],
    "fonts-yozvox-yozfont-cute": ["YOzBC_.ttf", "YOzBC_i.ttf", "YOzRC_.ttf"],
}
TEST = {
    "fonts-bwht": ["BecauseWe*-Regular.otf"],
    "fonts-dkg-handwriting": ["dkg.ttf", "dkgBd.ttf", "dkgIt.ttf"],
    "fonts-femkeklaver": ["femkeklaver.ttf"],
    "fonts-kiloji": ["kiloji.ttf"],
    "fonts-klee": ["KleeOne-Regular.ttf"],
    "fonts-kristi": ["Kristi.ttf"],
    "fonts-leckerli-one": ["LeckerliOne-Regular.ttf"],
    "fonts-rufscript": ["Rufscript010.ttf"],
    "fonts-sjfonts": ["Delphine.ttf", "SteveHand.ttf"],
    "fonts-tlwg-purisa": ["Purisa.ttf"],
    "fonts-tomsontalks": ["TomsonTalks.ttf"],
    "fonts-yusei-magic": ["YuseiMagic-Regular.ttf"],
}


# Of the images that the weights in Data/reader were trained with.
TRAINING_SHA256 = {
    "letters-training": "c13157078a5c53a2bdb575381fe4caa896951c63976be2d0c6bc8e2a183b77c9",
    "digits-training": "1d334866721c8d266defc1bb9c434133899d85b0b39a9d31d71373f6299542ab",
}


def files(fonts):
    """The font files of a list, and the packages that are not installed."""
    found, missing = [], []
    for package, patterns in fonts.items():
        paths = []
        for pattern in patterns:
            matches = glob.glob(f"/usr/share/fonts/**/{pattern}", recursive=True)
            if not matches and package not in missing:
                missing.append(package)
            paths += matches
        # One directory of a package may repeat another's files.
        unique = {os.path.basename(path): path for path in sorted(paths)}
        found += [unique[name] for name in sorted(unique)]
    return found, missing


def glyph(font, letter):
    """The letter's ink, as large as fits, or None where the font has no such letter."""
    box = font.getbbox(letter)
    width, height = box[2] - box[0], box[3] - box[1]
    if width < 3 or height < 3:
        return None
    image = Image.new("L", (width, height))
    ImageDraw.Draw(image).text((-box[0], -box[1]), letter, font=font, fill=255)
    ink = image.getbbox()
    if ink is None:
        return None
    image = image.crop(ink)
    scale = SIDE / max(image.size)
    size = [max(1, round(side * scale)) for side in image.size]
    image = image.resize(size, Image.Resampling.BOX)
    canvas = Image.new("L", (SIDE, SIDE))
    canvas.paste(image, ((SIDE - size[0]) // 2, (SIDE - size[1]) // 2))
    return canvas.tobytes()


def write(folder, name, fonts, letters):
    images, labels = [], []
    for path in fonts:
        font = ImageFont.truetype(path, 200)
        # What a font draws for a character that it lacks.
        lacking = glyph(font, "\uffff")
        # Where small letters are capitals again, d is a D and i an I, which look like digits.
        heights = [font.getbbox(letter)[3] - font.getbbox(letter)[1] for letter in "aA"]
        has_capitals_only = heights[0] > 0.9 * heights[1]
        for letter in letters:
            if has_capitals_only and letter.islower():
                continue
            image = glyph(font, letter)
            if image is not None and image != lacking:
                images.append(image)
                labels.append(ord(letter))
    data = struct.pack(">IIII", 0x803, len(images), SIDE, SIDE) + b"".join(images)
    with open(f"{folder}/{name}-images", "wb") as file:
        file.write(data)
    with open(f"{folder}/{name}-labels", "wb") as file:
        file.write(struct.pack(">II", 0x801, len(labels)) + bytes(labels))
    digest = hashlib.sha256(data).hexdigest()
    print(f"{name}: {len(images)} of {len(fonts)} fonts, SHA-256 {digest}")
    if digest != TRAINING_SHA256.get(name, digest):
        print(f"glyphs: {name} is not what the reader was trained with: other fonts?", file=sys.stderr)


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    failed = False
    for part, fonts in (("training", TRAINING), ("test", TEST)):
        found, missing = files(fonts)
        if missing:
            failed = True
            print("glyphs: apt-get install", *missing, file=sys.stderr)
        write(folder, f"letters-{part}", found, LETTERS)
        write(folder, f"digits-{part}", found, string.digits)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
