#!/usr/bin/env python3
"""Draws the graph of this package's targets into Documentation/targets.svg, from Package.swift.

  Scripts/draw-targets.py            writes the picture
  Scripts/draw-targets.py --check    fails where the picture is not that of Package.swift, or the folders of a
                                     target use each other in a circle
  Scripts/draw-targets.py --cycles   lists circles between the folders inside each target

An arrow leads from a target to what it imports; arrows that follow from others are left out. Targets stand
above everything that they import.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "Documentation" / "targets.svg"
WIDTH, HEIGHT, GAP, ROW = 150, 26, 14, 64


def dependencies() -> dict[str, set[str]]:
    """What each target of the package itself depends on, tests aside."""
    package = json.loads(subprocess.run(
        ["swift", "package", "dump-package"], cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    targets = {t["name"]: t for t in package["targets"]
               if t["type"] != "test" and not (t.get("path") or "").startswith(("Tests/", "Photos/"))}
    return {
        name: {next(iter(d.values()))[0] for d in t["dependencies"]} & targets.keys()
        for name, t in targets.items()
    }


def reachable(graph: dict[str, set[str]], name: str) -> set[str]:
    """All that a target imports, directly or not."""
    found: set[str] = set()
    todo = list(graph[name])
    while todo:
        other = todo.pop()
        if other not in found:
            found.add(other)
            todo += graph[other]
    return found


def reduced(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """The graph without the arrows that follow from others."""
    return {
        name: {d for d in direct if not any(d in reachable(graph, e) for e in direct if e != d)}
        for name, direct in graph.items()
    }


def levels(graph: dict[str, set[str]]) -> list[list[str]]:
    """The targets in rows, each above all that it imports."""
    level: dict[str, int] = {}

    def find(name: str) -> int:
        if name not in level:
            level[name] = 1 + max((find(d) for d in graph[name]), default=-1)
        return level[name]

    for name in graph:
        find(name)
    rows = [sorted(n for n in graph if level[n] == k) for k in range(max(level.values()) + 1)]
    # A few passes that bring each target near the middle of what it imports.
    place = {n: i for row in rows for i, n in enumerate(row)}
    for _ in range(8):
        for row in rows[1:]:
            row.sort(key=lambda n: sum(place[d] for d in graph[n]) / max(len(graph[n]), 1))
            place |= {n: i for i, n in enumerate(row)}
    return rows


def svg(graph: dict[str, set[str]]) -> str:
    """The picture as text."""
    arrows = reduced(graph)
    rows = levels(arrows)
    widest = max(len(row) for row in rows)
    width = widest * (WIDTH + GAP) + GAP
    height = len(rows) * ROW + 20
    position = {}
    for k, row in enumerate(rows):
        left = (width - len(row) * (WIDTH + GAP) + GAP) / 2
        for i, name in enumerate(row):
            position[name] = (left + i * (WIDTH + GAP), height - 20 - k * ROW - HEIGHT)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-family="sans-serif" '
        'font-size="12">',
        "<title>Targets of the package and what they import</title>",
        "<style>.box{fill:#fff;stroke:#555}.line{stroke:#999;fill:none}text{fill:#111}"
        "@media(prefers-color-scheme:dark){.box{fill:#222;stroke:#aaa}.line{stroke:#777}text{fill:#eee}}</style>",
    ]
    for name in sorted(arrows):
        x, y = position[name]
        for other in sorted(arrows[name]):
            a, b = position[other]
            parts.append(f'<path class="line" d="M{x + WIDTH / 2:g} {y + HEIGHT:g}L{a + WIDTH / 2:g} {b:g}"/>')
    for name in sorted(position):
        x, y = position[name]
        parts.append(f'<rect class="box" x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="4"/>')
        parts.append(f'<text x="{x + WIDTH / 2:g}" y="{y + 17:g}" text-anchor="middle">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def declared(text: str) -> set[str]:
    """The types that a file declares at its top level."""
    return set(re.findall(
        r"^(?:@\w+(?:\([^)]*\))? )*(?:public |package |internal )?(?:final |indirect )*"
        r"(?:struct|class|enum|protocol|actor|typealias) (\w+)", text, re.M))


def cycles() -> list[str]:
    """Pairs of folders inside one target that use each other's types."""
    found = []
    for target in sorted(p for p in (ROOT / "Sources").iterdir() if p.is_dir() and not p.name.startswith("Kernels")):
        folders: dict[str, set[str]] = {}
        words: dict[str, set[str]] = {}
        for path in target.rglob("*.swift"):
            text = re.sub(r"//.*|\"(?:[^\"\\]|\\.)*\"", "", path.read_text())
            folder = str(path.parent.relative_to(target))
            folders.setdefault(folder, set()).update(declared(text))
            words.setdefault(folder, set()).update(re.findall(r"\b[A-Z]\w+", text))
        names = sorted(f for f in folders if f != ".")
        for i, one in enumerate(names):
            for other in names[i + 1:]:
                there, back = words[one] & folders[other], words[other] & folders[one]
                if there and back:
                    found.append(f"{target.name}: {one} <-> {other} ({', '.join(sorted(there)[:3])} / "
                                 f"{', '.join(sorted(back)[:3])})")
    return found


def main() -> int:
    if "--cycles" in sys.argv:
        print("\n".join(cycles()))
        return 0
    picture = svg(dependencies())
    if "--check" in sys.argv:
        if not PICTURE.exists() or PICTURE.read_text() != picture:
            print("Documentation/targets.svg is not the graph of Package.swift: run Scripts/draw-targets.py")
            return 1
        found = cycles()
        if found:
            print("these folders use each other's types: move a file, or cut one of the folders")
            print("\n".join(found))
            return 1
        return 0
    PICTURE.write_text(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
