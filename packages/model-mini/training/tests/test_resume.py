"""Steps that were done are passed over, and a training that is killed ends at the weights of one that is not.

The data is made up: passages of invented words, and queries of some of their words.
"""
import dataclasses
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import torch

from mini_reranker.config import read_config
from mini_reranker.torch_compat import load_state

from .made_up import ROOT, tiny_config, write_pairs


class Resume(unittest.TestCase):
    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.config = tiny_config()
        (self.folder / 'tiny.json').write_text(json.dumps(dataclasses.asdict(self.config)))
        write_pairs(self.folder / 'data' / 'made-up')

    def test_a_killed_training_ends_at_the_same_weights(self) -> None:
        self.start('whole', 'train').communicate()
        self.start('killed', 'embed').communicate()
        process = self.start('killed', 'train')
        checkpoint = self.folder / 'killed' / 'checkpoint.pt'
        until = time.monotonic() + 60
        while not checkpoint.exists() and time.monotonic() < until:
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        self.assertTrue(checkpoint.exists() and not (self.folder / 'killed' / 'scorer.pt').exists())
        said = self.start('killed', 'train').communicate()[1]
        self.assertRegex(said, 'train: taken up after step [1-9]')
        self.assertIn('embed: done before', said)
        whole, resumed = (load_state(self.folder / work / 'scorer.pt') for work in ('whole', 'killed'))
        self.assertEqual(list(whole), list(resumed))
        self.assertTrue(all(torch.equal(whole[name], resumed[name]) for name in whole))

    def start(self, work: str, step: str) -> 'subprocess.Popen[str]':
        command = [sys.executable, '-m', 'mini_reranker', step, '--config', str(self.folder / 'tiny.json'),
                   '--data', str(self.folder / 'data'), '--work', str(self.folder / work)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class Settings(unittest.TestCase):
    def test_an_unknown_setting_is_named(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, 'wrong.json')
            body = json.loads((ROOT / 'configs' / 'mini.json').read_text())
            body['train']['stepz'] = 1
            path.write_text(json.dumps(body))
            with self.assertRaisesRegex(ValueError, 'wrong.json: train has no setting stepz'):
                read_config(path)

    def test_the_seed_can_be_another(self) -> None:
        self.assertEqual([read_config(ROOT / 'configs' / 'mini.json', seed).seed for seed in (None, 7)], [3, 7])


if __name__ == '__main__':
    unittest.main()
