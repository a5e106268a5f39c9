#!/usr/bin/python3
"""Puts random answers into random pictures with gesso-cli and looks at the files with another
program's eyes: nothing outside the mask may differ, in 8 and in 16 bits; where an answer was only
moved, scaled or brightened within the limits, the inside agrees with the truth.

GESSO_STITCH_TRIPLES=200 tries that many. Pillow reads 8-bit files, ImageMagick those with 16 bits.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import math
import os
import pathlib
import random
import shutil
import subprocess
import tempfile

from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageFilter, ImageStat

from gesso_outside import BUILD, Failure, run_tests

CLI = BUILD / 'src' / 'cli' / 'gesso-cli'
N = int(os.environ.get('GESSO_STITCH_TRIPLES', '40'))

# As many as a test may take its time for, with the sanitizers as well.
PART = 25

# What is left of the truth where an answer was only moved, scaled or brightened, in dB.
FLOORS = {'same': 50, 'shift': 32, 'scale': 29, 'bright': 28, 'size': 28, 'jpeg': 24}


def expect(found, wanted, what):
    if found != wanted:
        raise Failure(f'{what}: {found!r} instead of {wanted!r}')


def scene(rng, size):
    """A picture with soft and hard structure."""
    width, height = size
    small = Image.effect_noise((max(width // 24, 2), max(height // 24, 2)), 60).convert('L')
    image = Image.merge('RGB', [small.resize(size, Image.BICUBIC).transpose(turn)
                                if turn is not None else small.resize(size, Image.BICUBIC)
                                for turn in (None, Image.FLIP_LEFT_RIGHT, Image.FLIP_TOP_BOTTOM)])
    draw = ImageDraw.Draw(image)
    for _ in range(rng.randrange(30, 90)):
        x, y, side = rng.randrange(width), rng.randrange(height), rng.randrange(6, 140)
        colour = tuple(rng.randrange(30, 216) for _ in range(3))
        shape = draw.rectangle if rng.random() < 0.5 else draw.ellipse
        shape([x, y, x + side, y + side * rng.randrange(2, 10) // 6], fill=colour)
    return image.filter(ImageFilter.GaussianBlur(1.2))


def paint(rng, size):
    """A mask: blobs, hard or soft."""
    width, height = size
    mask = Image.new('L', size, 0)
    draw = ImageDraw.Draw(mask)
    x, y = rng.randrange(width // 4, width * 3 // 4), rng.randrange(height // 4, height * 3 // 4)
    for _ in range(rng.randrange(1, 6)):
        x2, y2, r = x + rng.randrange(-60, 61), y + rng.randrange(-60, 61), rng.randrange(15, 90)
        draw.ellipse([x2 - r, y2 - r, x2 + r, y2 + r], fill=255)
    if rng.random() < 0.4:
        mask = mask.filter(ImageFilter.GaussianBlur(6))
    return mask


def save_mask(rng, mask, path):
    """The same mask in one of the forms that are found in the wild."""
    kind = rng.choice(['grey', 'rgb', 'alpha', 'premultiplied', 'deep', 'bilevel'])
    if kind == 'grey':
        mask.save(path, compress_level=1)
    elif kind == 'rgb':
        Image.merge('RGB', [mask] * 3).save(path, compress_level=1)
    elif kind in ('alpha', 'premultiplied'):
        keep = ImageChops.invert(mask)
        fill = (Image.new('L', mask.size, 200) if kind == 'alpha'
                else keep.point(lambda value: value * 200 // 255))
        Image.merge('RGBA', [fill, fill, fill, keep]).save(path)
    elif kind == 'deep':
        mask.save(path, compress_level=1)
        subprocess.run(['convert', str(path), '-depth', '16', '-quality', '10', f'png48:{path}'], check=True)
    else:
        mask.point(lambda value: 255 if value >= 128 else 0).convert('1').save(path)
    return kind


def move(image, dx, dy):
    """The contents further right and down; the edge goes on."""
    return image.transform(image.size, Image.AFFINE, (1, 0, -dx, 0, 1, -dy), Image.BICUBIC)


def zoom(image, scale):
    width, height = image.size
    x, y = width / 2 * (1 - 1 / scale), height / 2 * (1 - 1 / scale)
    return image.transform(image.size, Image.AFFINE, (1 / scale, 0, x, 0, 1 / scale, y),
                           Image.BICUBIC)


def make_answer(rng, truth, box, path):
    """An answer for the part in the box. Says what was done to it."""
    part = truth.crop(box)
    kind = rng.choice(['same', 'shift', 'shift', 'scale', 'scale', 'bright', 'jpeg', 'size',
                       'grey', 'transparent', 'different'])
    if kind == 'shift':
        # From the whole truth, so that what comes in at the edge is right as well.
        dx, dy = rng.uniform(-40, 40), rng.uniform(-40, 40)
        part = move(truth, dx, dy).crop(box)
    elif kind == 'scale':
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        scale = rng.uniform(0.97, 1.03)
        part = truth.transform(part.size, Image.AFFINE,
                               (1 / scale, 0, x - part.width / 2 / scale, 0, 1 / scale,
                                y - part.height / 2 / scale), Image.BICUBIC)
    elif kind == 'bright':
        gain = rng.uniform(0.85, 1.15)
        part = part.point(lambda value: min(255, round(value * gain)))
    elif kind == 'size':
        factor = rng.choice([0.6, 0.75, 1.25])
        part = part.resize((round(part.width * factor), round(part.height * factor)),
                           Image.LANCZOS)
    elif kind == 'grey':
        part = part.convert('L')
    elif kind == 'transparent':
        part = Image.new('RGBA', part.size, (0, 0, 0, 0))
    elif kind == 'different':
        part = scene(rng, part.size)
    if kind == 'jpeg':
        part.save(path.with_suffix('.jpg'), quality=rng.randrange(35, 90))
        return kind, path.with_suffix('.jpg')
    part.save(path, compress_level=1)
    return kind, path


def save_base(rng, base, path):
    """The picture in one of the forms in which pictures come; gives what it shows."""
    kind = rng.choice(['plain', 'plain', 'deep', 'deep', 'alpha', 'palette', 'icc', 'turned'])
    if kind == 'deep':
        base.save(path, compress_level=1)
        # Numbers that 8 bits do not have.
        subprocess.run(['convert', str(path), '-depth', '16', '-quality', '10', '-evaluate', 'add', '77',
                        f'png48:{path}'], check=True)
    elif kind == 'alpha':
        base = base.convert('RGBA')
        base.putalpha(Image.linear_gradient('L').resize(base.size).point(lambda v: 255 - v // 8))
        base.save(path, compress_level=1)
    elif kind == 'palette':
        base = base.quantize(200)
        base.save(path, compress_level=1)
        base = base.convert('RGB')
    elif kind == 'icc':
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
        base.save(path, icc_profile=profile)
    elif kind == 'turned':
        path = path.with_suffix('.jpg')
        exif = Image.Exif()
        exif[274] = 6
        base.transpose(Image.ROTATE_90).save(path, exif=exif, quality=95)
        base = Image.open(path).transpose(Image.ROTATE_270).convert('RGB')
    else:
        base.save(path, compress_level=1)
    return kind, path, base


def count_outside(before, after, mask):
    """How many pixels differ where nothing was painted: Pillow, 8 bits."""
    if before.mode != after.mode:
        before, after = before.convert('RGBA'), after.convert('RGBA')
    worst = None
    for channel in ImageChops.difference(before, after).split():
        worst = channel if worst is None else ImageChops.lighter(worst, channel)
    outside = mask.point(lambda value: 255 if value == 0 else 0)
    return ImageChops.multiply(worst.point(lambda value: 255 if value else 0),
                               outside).histogram()[255]


def count_outside_deep(before, after, mask):
    """The same with ImageMagick, 16 bits: painted pixels are made black in both."""
    area = mask.point(lambda value: 255 if value else 0)
    cover = after.with_name('cover.png')
    Image.merge('LA', [Image.new('L', area.size, 0), area]).save(cover)
    files = []
    for path in (before, after):
        out = path.with_name(f'covered-{path.stem}.png')
        subprocess.run(['convert', str(path), str(cover), '-composite', '-depth', '16', '-quality', '10',
                        f'png48:{out}'], check=True)
        files.append(str(out))
    done = subprocess.run(['compare', '-metric', 'AE', *files, 'null:'], capture_output=True,
                          text=True, check=False)
    return float(done.stderr.split()[0])


def psnr(truth, after, mask):
    """How near the inside is, some pixels away from the fade."""
    area = mask.point(lambda value: 255 if value == 255 else 0).filter(ImageFilter.MinFilter(21))
    if area.getbbox() is None:
        return None
    difference = ImageChops.difference(truth.convert('RGB'), after.convert('RGB'))
    mean = sum(value * value for value in ImageStat.Stat(difference, area).rms) / 3
    return 10 * math.log10(255 * 255 / max(mean, 1e-6))


def stitch(folder, *words):
    return run_cli(folder, 'stitch', *words)


def run_cli(folder, command, *words):
    environment = dict(os.environ, XDG_DATA_HOME=str(folder / 'data'),
                       XDG_CONFIG_HOME=str(folder / 'config'), LC_ALL='C.UTF-8')
    done = subprocess.run([str(CLI), command, '--json', *map(str, words)], cwd=folder,
                          env=environment, capture_output=True, text=True, timeout=120,
                          check=False)
    event = json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else None
    return done.returncode, event, done.stderr


def one_triple(seed, folder):
    rng = random.Random(seed)
    size = (rng.randrange(1000, 1500), rng.randrange(900, 1300))
    picture = scene(rng, size)
    kind, base_path, base = save_base(rng, picture, folder / 'base.png')
    mask = paint(rng, size)
    form = save_mask(rng, mask, folder / 'mask.png')
    if form == 'bilevel':
        mask = mask.point(lambda value: 255 if value >= 128 else 0)
    truth = base.convert('RGB')
    changed = ImageChops.invert(truth).filter(ImageFilter.GaussianBlur(2))
    inner = mask.point(lambda value: 255 if value == 255 else 0).filter(ImageFilter.MinFilter(5))
    truth.paste(changed, mask=inner)
    width, height = rng.randrange(816, 961, 16), rng.randrange(816, 881, 16)
    bounds = mask.getbbox()
    left = min(max(0, (bounds[0] + bounds[2] - width) // 2), size[0] - width)
    top = min(max(0, (bounds[1] + bounds[3] - height) // 2), size[1] - height)
    box = (left, top, left + width, top + height)
    what, answer = make_answer(rng, truth, box, folder / 'answer.png')
    words = ['--base', base_path, '--answer', answer, '--mask', folder / 'mask.png', '--context',
             f'{left},{top},{width},{height}', '--output', folder / 'out.png']
    words += rng.choice([[], [], ['--seam', 'gradient'], ['--feather', '0'], ['--grow', '12']])
    status, event, errors = stitch(folder, *words)
    label = f'triple {seed}: {kind} {form} {what}'
    if what in ('transparent', 'different'):
        expect(status, 8, f'{label}: refused; {errors}')
        expect((folder / 'out.png').exists(), False, f'{label}: nothing is written')
        return what, None
    expect(status, 0, f'{label}: {errors}')
    expect(event['protection']['different'], 0, label)
    if kind == 'deep':
        wrong = count_outside_deep(base_path, folder / 'out.png', mask)
    else:
        wrong = count_outside(base, Image.open(folder / 'out.png'), mask)
    expect(wrong, 0, f'{label}: pixels that differ outside the mask')
    after = Image.open(folder / 'out.png')
    if kind == 'icc':
        expect(after.info.get('icc_profile') is not None, True, f'{label}: profile')
    if kind == 'deep':
        depth = subprocess.run(['identify', '-format', '%z', str(folder / 'out.png')],
                               capture_output=True, text=True, check=True).stdout
        expect(depth, '16', f'{label}: depth')
    near = psnr(truth, after, mask) if what in FLOORS else None
    if near is not None and '--seam' not in words:
        expect(near >= FLOORS[what], True, f'{label}: {near:.1f} dB inside, {event["protection"]}')
    return what, near


def triples(seeds):
    if shutil.which('convert') is None or shutil.which('compare') is None:
        return 'ImageMagick is not here'
    least = {}
    for seed in seeds:
        with tempfile.TemporaryDirectory(prefix='gesso-stitch-') as folder:
            what, near = one_triple(seed, pathlib.Path(folder))
        if near is not None:
            least[what] = min(least.get(what, 999), near)
    for what, near in sorted(least.items()):
        print(f'# {what}: at least {near:.1f} dB inside')
    return None


def test_repair():
    """A whole answer that drifted everywhere: what changed is found, the rest is the original's."""
    for seed in range(6):
        with tempfile.TemporaryDirectory(prefix='gesso-repair-') as name:
            folder = pathlib.Path(name)
            rng = random.Random(seed)
            base = scene(rng, (1200, 900))
            truth = base.copy()
            x, y = rng.randrange(150, 900), rng.randrange(150, 650)
            spot = Image.new('L', base.size, 0)
            ImageDraw.Draw(spot).ellipse([x, y, x + 160, y + 120], fill=255)
            truth.paste(ImageChops.invert(base).filter(ImageFilter.GaussianBlur(3)), mask=spot)
            drifted = move(truth, rng.uniform(-6, 6), rng.uniform(-6, 6)).point(
                lambda value, gain=rng.uniform(0.95, 1.05): min(255, round(value * gain)))
            base.save(folder / 'base.png')
            drifted.save(folder / 'answer.jpg', quality=85)
            status, event, errors = run_cli(folder, 'repair', '--base', 'base.png', '--answer',
                                            'answer.jpg', '--mask-output', 'found.png',
                                            '--output', 'out.png')
            expect(status, 0, f'repair {seed}: {errors}')
            expect(event['protection']['different'], 0, f'repair {seed}')
            found = Image.open(folder / 'found.png').convert('L')
            expect(count_outside(base, Image.open(folder / 'out.png'), found), 0,
                   f'repair {seed}: outside of what was found')
            missed = ImageChops.subtract(spot, found).histogram()[255]
            total = spot.histogram()[255]
            expect(missed < total / 20, True, f'repair {seed}: {missed} of {total} not found')
            marked = found.histogram()[255] - total
            expect(marked < base.width * base.height / 10, True,
                   f'repair {seed}: {marked} pixels more than changed are marked')
            status, event, _errors = run_cli(folder, 'repair', '--base', 'base.png', '--answer',
                                             'base.png', '--output', 'none.png')
            expect(status, 2, f'repair {seed}: nothing changed')


def test_bad_input():
    with tempfile.TemporaryDirectory(prefix='gesso-stitch-') as name:
        folder = pathlib.Path(name)
        rng = random.Random(5)
        scene(rng, (900, 850)).save(folder / 'base.png')
        scene(rng, (900, 850)).convert('CMYK').save(folder / 'cmyk.jpg')
        Image.new('RGB', (1, 1), 'red').save(folder / 'dot.png')
        Image.new('RGB', (1, 20000), 'red').save(folder / 'line.png')
        Image.new('L', (900, 850), 0).save(folder / 'nothing.png')
        Image.new('L', (900, 850), 255).save(folder / 'all.png')
        Image.new('L', (901, 850), 255).save(folder / 'wide.png')
        Image.new('RGB', (900, 850), 'white').save(folder / 'answer.png')
        (folder / 'text.png').write_text('no picture')
        (folder / 'cut.png').write_bytes((folder / 'base.png').read_bytes()[:5000])
        common = ['--answer', 'answer.png', '--output', 'out.png']
        for words in (['--base', 'base.png', '--mask', 'nothing.png'],
                      ['--base', 'base.png', '--mask', 'wide.png'],
                      ['--base', 'base.png', '--mask', 'text.png'],
                      ['--base', 'base.png', '--mask', 'missing.png'],
                      ['--base', 'text.png', '--mask', 'all.png'],
                      ['--base', 'cut.png', '--mask', 'all.png'],
                      ['--base', 'base.png'],
                      ['--base', 'base.png', '--mask-rect', '0,0,10'],
                      ['--base', 'base.png', '--mask-rect', '890,0,20,20'],
                      ['--base', 'base.png', '--mask', 'all.png', '--context', '0,0,100,100'],
                      ['--base', 'base.png', '--mask', 'all.png', '--feather', '-1'],
                      ['--base', 'base.png', '--mask', 'all.png', '--seam', 'zip'],
                      ['--base', 'base.png', '--mask', 'all.png', '--output', 'out.jpg']):
            status, event, _errors = stitch(folder, *common, *words)
            expect((status, event['class']), (2, 'usage'), words)
            expect(sorted(one.name for one in folder.glob('out*')), [], f'{words}: nothing written')
        # With no surroundings there is nothing to compare: it is put in, and nothing is claimed.
        status, event, errors = stitch(folder, *common, '--base', 'base.png', '--mask', 'all.png')
        expect((status, event['protection']['checked']), (0, 0), f'all may change; {errors}')
        (folder / 'out.png').unlink()
        for base in ('dot.png', 'line.png', 'cmyk.jpg'):
            status, event, errors = stitch(folder, *common, '--base', base, '--mask-rect',
                                           '0,0,1,1')
            expect(status in (0, 8), True, f'{base}: {errors}')
            if status == 0:
                expect(event['protection']['different'], 0, base)
                expect(Image.open(folder / 'out.png').size, Image.open(folder / base).size, base)
                (folder / 'out.png').unlink()


run_tests([
    *[(f'random pictures, masks and answers, {begin} to {min(begin + PART, N) - 1}',
       lambda seeds=range(begin, min(begin + PART, N)): triples(seeds))
      for begin in range(0, N, PART)],
    ('what really changed', test_repair),
    ('what cannot be used', test_bad_input),
])
