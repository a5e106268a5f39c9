#!/usr/bin/python3
"""gesso-cli stitch when the machine says no: it is interrupted in the middle, memory or the disk is
full, its files change under it. It may fail, but never leave half a file, never claim what it has
not verified, and never die of anything but running out of memory.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from PIL import Image, ImageChops, ImageDraw

from gesso_outside import BUILD, Failure, run_tests

CLI = BUILD / 'src/cli/gesso-cli'
SIZE = (3200, 2400)
MASK_BOX = (1200, 900, 1700, 1300)


def expect(found, wanted, what):
    if found != wanted:
        raise Failure(f'{what}: {found!r} instead of {wanted!r}')


class Place:
    """A large picture with a mask and a whole answer to it."""

    def __enter__(self):
        self.scratch = tempfile.TemporaryDirectory(prefix='gesso-faults-')
        self.folder = pathlib.Path(self.scratch.name)
        small = Image.effect_noise((SIZE[0] // 20, SIZE[1] // 20), 70)
        image = Image.merge('RGB', [small.transpose(turn) if turn is not None else small for turn in
                                    (None, Image.FLIP_LEFT_RIGHT, Image.FLIP_TOP_BOTTOM)])
        self.base = image.resize(SIZE, Image.BICUBIC)
        self.base.save(self.folder / 'base.png', compress_level=1)
        self.mask = Image.new('L', SIZE, 0)
        ImageDraw.Draw(self.mask).ellipse(MASK_BOX, fill=255)
        self.mask.save(self.folder / 'mask.png', compress_level=1)
        answer = self.base.copy()
        answer.paste(ImageChops.invert(self.base), mask=self.mask)
        answer.save(self.folder / 'answer.png', compress_level=1)
        return self

    def __exit__(self, *_details):
        self.scratch.cleanup()

    def start(self, output='out.png', limit=None, **options):
        environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'HOME': str(self.folder),
                       'XDG_DATA_HOME': str(self.folder / 'data'),
                       'XDG_CONFIG_HOME': str(self.folder / 'config'), 'G_SLICE': 'always-malloc'}

        def bound():
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        return subprocess.Popen(
            [str(CLI), 'stitch', '--base', 'base.png', '--mask', 'mask.png', '--answer',
             'answer.png', '--output', str(output), '--json', '--force'], cwd=self.folder,
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
            stderr=subprocess.PIPE, preexec_fn=bound, **options)

    def finish(self, process):
        output, errors = process.communicate(timeout=120)
        return process.returncode, [json.loads(line) for line in output.splitlines()
                                    if line.startswith('{') and line.endswith('}')], errors

    def check(self, status, events, what, path=None):
        """After whatever end: a whole, proven file, or none and no claim."""
        path = path or self.folder / 'out.png'
        results = [event for event in events if event['event'] == 'result']
        if status == 0:
            expect(len(results), 1, f'{what}: a result')
            expect(results[0]['protection']['different'], 0, what)
            with Image.open(path) as image:
                after = image.convert('RGB')
            outside = self.mask.point(lambda value: 0 if value else 255)
            worst = ImageChops.difference(self.base, after)
            if ImageChops.multiply(worst, outside.convert('RGB')).getbbox() is not None:
                raise Failure(f'{what}: pixels outside the mask differ')
            if worst.getbbox() is None:
                raise Failure(f'{what}: nothing was put in')
            path.unlink()
        else:
            expect(results, [], f'{what}: a claim')
            expect(path.exists(), False, f'{what}: a file after status {status}')
        expect([one.name for one in path.parent.glob('out*')], [], f'{what}: what is left')
        expect([one.name for one in path.parent.glob('*.tmp')], [], f'{what}: what is left')
        expect([one.name for one in path.parent.glob('.*')
                if one.name not in ('.cache', '.config', '.local')], [], f'{what}: what is left')


def test_interrupted():
    """Ctrl+C at many moments from the start to the end."""
    with Place() as place:
        begin = time.monotonic()
        status, events, errors = place.finish(place.start())
        expect(status, 0, errors)
        usual = time.monotonic() - begin
        place.check(status, events, 'undisturbed')
        ends = set()
        for step in range(10):
            process = place.start()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=usual * (0.05 + step * 0.1))
            process.send_signal(signal.SIGINT)
            status, events, errors = place.finish(process)
            # Before it can listen the signal itself ends it.
            expect(status in (0, 130, -signal.SIGINT), True, f'step {step}: {status} {errors}')
            place.check(status, events, f'interrupted at step {step}')
            ends.add(status)
        expect(130 in ends, True, f'it was never interrupted in the middle: {ends}')


def test_killed():
    """kill -9 at many moments: the name that was asked for has a whole file, or none."""
    with Place() as place:
        begin = time.monotonic()
        status, events, errors = place.finish(place.start())
        expect(status, 0, errors)
        usual = time.monotonic() - begin
        place.check(status, events, 'undisturbed')
        for step in range(6):
            process = place.start()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=usual * (0.6 + step * 0.07))
            process.kill()
            place.finish(process)
            path = place.folder / 'out.png'
            if path.exists():
                with Image.open(path) as image:
                    image.load()
                path.unlink()
            for left in place.folder.glob('*.tmp'):
                left.unlink()


def test_memory():
    """Less and less memory."""
    with Place() as place:
        mega = 1 << 20
        seen = {}
        for limit in (1600, 600, 450, 380, 330, 290, 260, 230, 200, 170, 140, 100, 60):
            status, events, errors = place.finish(place.start(limit=limit * mega))
            # GLib ends the program when it gets no memory at all: by a trap or an abort. The
            # loader of the system fails with 127 before there is a program.
            expect(status in (0, 2, 8, 9, 127, -signal.SIGABRT, -signal.SIGTRAP), True,
                   f'{limit} MB: {status} {errors[-600:]}')
            place.check(status, events, f'{limit} MB')
            seen[limit] = status
        print(f'# {seen}')
        expect(seen[1600], 0, 'with enough it works')
        expect(any(status != 0 for status in seen.values()), True, 'memory was never short')
        expect(any(status in (2, 8, 9) for status in seen.values()), True,
               f'it never said that memory is short: {seen}')


def test_disk_full():
    """A small disk: the file does not fit."""
    with Place() as place:
        disk = place.folder / 'disk'
        disk.mkdir()
        mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', str(disk)],
                                 capture_output=True, check=False)
        if mounted.returncode:
            return 'no disk can be mounted here'
        try:
            status, events, errors = place.finish(place.start(output=disk / 'out.png'))
            expect(status, 9, f'storage; {errors}')
            error = [event for event in events if event['event'] == 'error']
            expect(len(error), 1, 'an error is told')
            place.check(status, events, 'a full disk', disk / 'out.png')
            # A file that was there before is not lost over it.
            (disk / 'out.png').write_bytes(b'what was there')
            status, events, errors = place.finish(place.start(output=disk / 'out.png'))
            expect(status, 9, f'storage; {errors}')
            expect((disk / 'out.png').read_bytes(), b'what was there', 'the file before')
        finally:
            subprocess.run(['umount', '-l', str(disk)], check=False)
    return None


def test_folder_gone():
    with Place() as place:
        status, events, errors = place.finish(place.start(output=place.folder / 'no' / 'out.png'))
        expect(status in (2, 9), True, errors)
        place.check(status, events, 'a folder that there is not', place.folder / 'no' / 'out.png')


def test_files_change():
    """Base and answer are written to while they are read: what comes out is whole, and what is
    claimed of it is true of a picture that was there."""
    with Place() as place:
        bases = [place.folder / 'base.png', place.folder / 'other.png']
        ImageChops.invert(place.base).save(bases[1], compress_level=1)
        data = [path.read_bytes() for path in bases]
        stop = threading.Event()

        def disturb():
            turn = 0
            while not stop.is_set():
                turn += 1
                # In place, as careless programs do it: half of one, half of the other.
                with open(bases[0], 'r+b') as stream:
                    stream.truncate(len(data[turn % 2]) // 2)
                    stream.write(data[turn % 2])
                    stream.truncate()
                time.sleep(0.01)
        thread = threading.Thread(target=disturb)
        thread.start()
        try:
            ends = set()
            for number in range(4):
                status, events, errors = place.finish(place.start())
                expect(status in (0, 2, 8, 9), True, f'try {number}: {status} {errors}')
                results = [event for event in events if event['event'] == 'result']
                expect(len(results), 1 if status == 0 else 0, f'try {number}: a claim')
                if status == 0:
                    with Image.open(place.folder / 'out.png') as image:
                        image.load()
                    (place.folder / 'out.png').unlink()
                expect(list(place.folder.glob('out*')), [], f'try {number}: what is left')
                ends.add(status)
            print(f'# {sorted(ends)}')
        finally:
            stop.set()
            thread.join()


def test_changed_after_import():
    """The file of the base is overwritten after an edit was made of it: the library has its own."""
    with Place() as place:
        size = (1200, 900)
        base = place.base.crop((0, 0, *size))
        base.save(place.folder / 'small.png')
        environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'HOME': str(place.folder),
                       'GESSO_ENGINE_PATH': str(BUILD / 'src/engine/gesso-engine'),
                       'XDG_DATA_HOME': str(place.folder / 'data'),
                       'XDG_CONFIG_HOME': str(place.folder / 'config')}

        def cli(*words):
            done = subprocess.run([str(CLI), *map(str, words), '--json'], cwd=place.folder,
                                  env=environment, capture_output=True, text=True, timeout=120,
                                  check=False)
            return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], \
                done.stderr
        words = ['edit', '--base', 'small.png', '--mask-rect', '500,300,160,120', '--prompt',
                 'remove it', '--output', 'first.png']
        status, events, errors = cli(*words)
        expect(status, 0, errors)
        shutil.copy(place.folder / 'mask.png', place.folder / 'small.png')
        status, events, errors = cli('history')
        expect(status, 0, errors)
        imported = [node for node in events if node['base'] is None]
        expect(len(imported), 1, 'the base is a picture of the library')
        with Image.open(imported[0]['original']) as image:
            expect(ImageChops.difference(image.convert('RGB'), base).getbbox(), None,
                   'and is what it was')
        status, events, errors = cli('library', 'verify')
        expect(status, 0, errors)


run_tests([
    ('interrupted', test_interrupted),
    ('killed', test_killed),
    ('too little memory', test_memory),
    ('a full disk', test_disk_full),
    ('a folder that is not there', test_folder_gone),
    ('files that change while they are read', test_files_change),
    ('a file that changes after it was imported', test_changed_after_import),
])
