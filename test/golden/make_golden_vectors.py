"""Writes test/golden/fixtures/colbert and pylate: small models with a vector for each token, and the scores that PyTorch computes.

    python3 make_golden_vectors.py
in the environment of make_golden.py, after it. Texts are read as ColBERT's own code reads them (a placeholder is tokenised with the text and
replaced by the marker; padding becomes the mask token) and as PyLate does (the marker goes behind the first token), both cut and
padded by the Rust tokenizers, in float64.
"""
import json
import string

import torch
from tokenizers import Tokenizer

from make_golden import fixtures, texts
from make_golden_models import TokenVectors, seeded

dimensions, query_length, document_length, window = 12, 16, 40, 48


def export(model, folder):
    axes = {"input_ids": {0: "batch", 1: "tokens"}, "attention_mask": {0: "batch", 1: "tokens"}, "token_embeddings": {0: "batch", 1: "tokens"}}
    sample = (torch.ones(2, 5, dtype=torch.long), torch.ones(2, 5, dtype=torch.long))
    torch.onnx.export(
        model.float(), sample, str(folder / "model.onnx"), opset_version=14, input_names=list(model.inputs),
        output_names=["token_embeddings"], dynamic_axes=axes, do_constant_folding=True,
    )


def colbert_ids(tokenizer, text, marker, length, pad_to=None):
    tokenizer.no_padding()
    tokenizer.enable_truncation(length)
    ids = tokenizer.encode(". " + text).ids
    ids[1] = tokenizer.token_to_id(marker)
    return ids + [tokenizer.token_to_id("[MASK]")] * ((pad_to or 0) - len(ids)), len(ids)


def pylate_ids(tokenizer, text, marker, length, pad_to=None):
    tokenizer.no_padding()
    tokenizer.enable_truncation(length - 1)
    ids = tokenizer.encode(text).ids
    ids = ids[:1] + [tokenizer.token_to_id(marker)] + ids[1:]
    return ids + [tokenizer.token_to_id("<mask>")] * ((pad_to or 0) - len(ids)), len(ids)


def vectors(model, ids, attended):
    mask = (torch.arange(len(ids)) < attended).long()[None]
    return torch.nn.functional.normalize(model(torch.tensor([ids]), mask)[0], dim=-1)


def max_sim(model, query, document, skipped, attend):
    query_ids, real = query
    ids, length = document
    other = vectors(model, ids, length)
    similarity = vectors(model, query_ids, len(query_ids) if attend else real) @ other.T
    similarity[:, [id in skipped for id in ids]] = -9999
    return similarity.max(1).values.sum().item()


def cosine(model, tokenizer, query, document, pool):
    tokenizer.enable_truncation(window)
    one, other = (pool(model(torch.tensor([ids]), torch.ones(1, len(ids), dtype=torch.long))[0]) for ids in (tokenizer.encode(text).ids for text in (query, document)))
    return torch.nn.functional.cosine_similarity(one, other, dim=0).item()


@torch.no_grad()
def cases(model, tokenizer, read, markers, skipped, special):
    for query, document in texts(13):
        asked = read(tokenizer, query, markers[0], query_length, query_length)
        plain = read(tokenizer, query, markers[0], query_length)
        given = read(tokenizer, document, markers[1], document_length)
        tokenizer.no_truncation()
        total = len(tokenizer.encode(document, add_special_tokens=False).ids)
        yield {
            "query": query, "document": document, "queryIds": asked[0], "documentIds": given[0],
            "documentTokens": total, "keptTokens": min(total, document_length - special),
            "score": max_sim(model, asked, given, skipped, False),
            "attending": max_sim(model, asked, given, skipped, True),
            "unexpanded": max_sim(model, plain, given, skipped, False),
            "mean": cosine(model, tokenizer, query, document, lambda tokens: tokens.mean(0)),
            "cls": cosine(model, tokenizer, query, document, lambda tokens: tokens[0]),
        }


def write(name, source, markers, first_position, read, skip, files, seed):
    folder = fixtures / name
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(fixtures / source / "tokenizer.json"))
    tokenizer.add_special_tokens(list(markers))
    size = tokenizer.get_vocab_size()
    model = seeded(TokenVectors(size, window + first_position, dimensions, first_position), seed)
    export(model, folder)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config = json.loads((fixtures / source / "config.json").read_text())
    config |= {"vocab_size": size, "max_position_embeddings": window + first_position, "hidden_size": 32}
    settings = json.loads((fixtures / source / "tokenizer_config.json").read_text()) | {"mask_token": tokenizer.id_to_token(tokenizer.token_to_id("[MASK]") or tokenizer.token_to_id("<mask>"))}
    own = {"config.json": config, "tokenizer_config.json": settings | {"model_max_length": window}, "model.json": {"trust": "off"}}
    for file, value in (own | files).items():
        (folder / file).write_text(json.dumps(value, indent=2) + "\n")
    lines = [json.dumps(case, ensure_ascii=False) for case in cases(model.double(), tokenizer, read, markers, skip(tokenizer), 3)]
    (folder / "expected.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
    print(name, len(lines), sum(file.stat().st_size for file in folder.iterdir()) // 1024, "KiB")


def main():
    torch.set_num_threads(1)
    artifact = {
        "query_token_id": "[unused0]", "doc_token_id": "[unused1]", "query_maxlen": query_length, "doc_maxlen": document_length,
        "attend_to_mask_tokens": False, "mask_punctuation": True, "dim": dimensions,
    }
    first_of = lambda tokenizer: {ids[0] for ids in (tokenizer.encode(word, add_special_tokens=False).ids for word in string.punctuation) if ids}
    write("colbert", "bert", ("[unused0]", "[unused1]"), 0, colbert_ids, first_of, {"artifact.metadata": artifact}, 5)

    pylate = {
        "query_prefix": "[Q] ", "document_prefix": "[D] ", "query_length": query_length, "document_length": document_length,
        "do_query_expansion": True, "attend_to_expansion_tokens": False, "skiplist_words": list(string.punctuation), "embedding_dim": dimensions,
    }
    spelled = lambda tokenizer: {id for id in map(tokenizer.token_to_id, string.punctuation) if id is not None}
    write("pylate", "xlm-roberta", ("[Q] ", "[D] "), 2, pylate_ids, spelled, {"config_sentence_transformers.json": pylate}, 6)


if __name__ == "__main__":
    main()
