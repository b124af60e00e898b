"""Step evaluate: nDCG@10 of the trained scorer on development collections, in Python and not calibrated.

It is for choosing among trainings. What the model card says comes from the exported files and the public API, by
`npm run -s results`.
"""
import numpy as np
import torch

from .context import Context
from .encode import open_lexicon
from .files import write_json
from .judged_query import JudgedQuery, read_collection
from .lexicon import Ids
from .metrics import Floats, blend_scores, first_stage_order, ndcg
from .progress import Progress, say
from .scorer import DOCUMENT_WORDS, QUERY_WORDS
from .torch_compat import choose_device
from .train import load_scorer

BLEND = 0.2
"""As the shipped model.json says."""
QUERY_PIECES, DOCUMENT_PIECES = 200, 480


def run(context: Context) -> None:
    """Writes `evaluate.json`, and a line for each collection to stderr."""
    sets = [read_collection(context.collection(name)) for name in context.config.evaluate.collections]
    queries = [query for part in sets for query in part]
    scores = [raw for raw, _ in score(context, queries)]
    result: dict[str, dict[str, float]] = {}
    for part in sets:
        result[part[0].set] = measure(part, scores[:len(part)])
        scores = scores[len(part):]
        say(f'  {part[0].set}: ' + ', '.join(f'{name} {value:.4f}' for name, value in result[part[0].set].items()))
    gain = float(np.mean([values['model'] - values['bm25'] for values in result.values()])) if result else 0.0
    say(f'  mean gain {100 * gain:.2f} points')
    write_json(context.work / 'evaluate.json', dict(collections=result, mean_gain=gain))


def score(context: Context, queries: list[JudgedQuery]) -> list[tuple[Floats, Floats]]:
    """Raw scores and query norms of every query's candidates."""
    lexicon = open_lexicon(context)
    encoded: list[tuple[Ids, list[Ids]]] = [
        (lexicon.encode(query.query, QUERY_PIECES, QUERY_WORDS),
         [lexicon.encode(text, DOCUMENT_PIECES, DOCUMENT_WORDS) for text in query.documents]) for query in queries]
    device = choose_device(context.device)
    model = load_scorer(context, lexicon.words()).to(device)
    progress = Progress('evaluate', len(queries))
    scores = []
    for query, documents in encoded:
        raw, norm = model.rank(query, documents, device) if documents else (torch.zeros(0), torch.zeros(0))
        scores.append((raw.double().numpy(), norm.double().numpy()))
        progress.advance()
    return scores


def measure(queries: list[JudgedQuery], scores: list[Floats]) -> dict[str, float]:
    """Mean nDCG@10 of the first stage, of the model, and of both blended."""
    rows = [(ndcg(query.gains, query.ideal, first_stage_order(query.gains)), ndcg(query.gains, query.ideal, own),
             ndcg(query.gains, query.ideal, blend_scores(own, query.first_stage, BLEND)))
            for query, own in zip(queries, scores)]
    return dict(zip(('bm25', 'model', 'blended'), (float(value) for value in np.mean(rows, axis=0))))
