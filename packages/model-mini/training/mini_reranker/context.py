"""What every step is given: the recipe, and where things lie."""
import dataclasses
import pathlib

from .config import Config


@dataclasses.dataclass(frozen=True)
class Context:
    """One run of the recipe; paths are as the command line gave them."""

    config: Config
    data: pathlib.Path
    """Holds `<set>/pairs.jsonl.gz` with rows `query`, `passage`, `group` and perhaps `title`."""
    work: pathlib.Path
    """Takes what the steps hand on; one folder for each recipe and seed."""
    model: pathlib.Path
    """Takes the exported files."""
    collections: pathlib.Path | None = None
    """Holds evaluation collections in BEIR layout with a BM25 run."""
    device: str = 'cpu'
    """Of the steps embed and train."""
    threads: int = 1
    node: str = 'node'
    """Program that runs the exported files."""

    def collection(self, name: str) -> pathlib.Path:
        """Folder of an evaluation collection."""
        if self.collections is None:
            raise SystemExit(f'the recipe needs the collection {name}: say with --collections where it lies')
        return self.collections / name

    def pairs(self, name: str) -> pathlib.Path:
        """Prepared pairs of a training set."""
        return self.work / 'pairs' / f'{name}.jsonl'
