"""Writes test/golden/fixtures: small models with seeded weights, their tokenizers, and the scores that PyTorch computes for them.

Needs Debian's python3-torch (1.13) and the package tokenizers (0.23): in a virtual environment made with --system-site-packages,
    python3 make_golden.py
Scores are computed pair by pair in float64 without padding, from ids that the Rust tokenizers made and cut; the graphs are float32.
"""
import json
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer

from make_golden_models import Bert, Decoder, DecoderLayer, Roberta, head_size, layers, seeded
from make_golden_tokenizers import corpus, qwen, roberta, unigram, word_piece

fixtures = Path(__file__).parent / "fixtures"
opset = 14
window = 48


def texts(seed):
    """Queries and documents from one word to several windows."""
    pick = random.Random(seed)
    words = " ".join(corpus).split()
    some = lambda count: " ".join(pick.choice(words) for _ in range(count))
    pairs = [("rust", "rust"), ("how do I install rust", "Install Rust with rustup."), ("北京的天气怎么样", "今天北京天气很好，气温二十度。")]
    pairs += [("capital of France", corpus[4]), ("capital of France", corpus[2]), ("déjà vu?", "Café über naïve 🚀 [SEP] </s> e-mail")]
    lengths = [(2, 3), (3, 9), (4, 14), (5, 25), (3, 60), (6, 200), (30, 3), (70, 2), (40, 40), (90, 120), (90, 22), (9, 1), (1, 90)]
    pairs += [(some(query), some(document)) for query, document in lengths]
    # One query with documents of many lengths: what shares a batch.
    return pairs + [(pairs[1][0], some(count)) for count in (1, 2, 4, 7, 8, 8, 15, 22, 50, 100)]


def export(model, folder, outputs=("logits",)):
    rows, width = 2, 5
    shapes = {"past": (rows, DecoderLayer.key_heads, 3, head_size)}
    sample = []
    axes = {name: {0: "batch", 1: "tokens"} for name in model.inputs}
    for name in model.inputs:
        if name.startswith("past"):
            sample.append(torch.zeros(shapes["past"]))
            axes[name] = {0: "batch", 2: "past"}
        else:
            total = width + (3 if name == "attention_mask" and len(model.inputs) > 4 else 0)
            sample.append(torch.ones(rows, total, dtype=torch.long))
    if len(model.inputs) > 4:
        axes["attention_mask"] = {0: "batch", 1: "total"}
    axes["logits"] = {0: "batch", 1: "tokens"} if len(outputs) > 1 or "position_ids" in model.inputs and isinstance(model, Decoder) else {0: "batch"}
    axes |= {name: {0: "batch", 2: "total"} for name in outputs[1:]}
    torch.onnx.export(
        model.float(), tuple(sample), str(folder / "model.onnx"), opset_version=opset, input_names=list(model.inputs),
        output_names=list(outputs), dynamic_axes=axes, do_constant_folding=True,
    )


def cut_document_first(query, document, room):
    """One token at a time: from the document down to half of the room, then from the query."""
    query, document = list(query), list(document)
    while len(query) + len(document) > room:
        (document if len(document) > -(-room // 2) else query).pop()
    return query, document


def encoder_cases(tokenizer, model, score):
    """Scores under both ways of cutting; ids as the Rust tokenizers give them."""
    cases = []
    special = tokenizer.num_special_tokens_to_add(True)
    for query, document in texts(7):
        tokenizer.enable_truncation(window, strategy="longest_first")
        longest = tokenizer.encode(query, document)
        tokenizer.no_truncation()
        parts = [tokenizer.encode(text, add_special_tokens=False).ids for text in (query, document)]
        kept = cut_document_first(*parts, window - special)
        by_document = join_like(longest, parts, longest.sequence_ids, kept)
        totals = {"queryTokens": len(parts[0]), "documentTokens": len(parts[1])}
        cut = {"document_first": {"ids": by_document[0], "keptTokens": len(kept[1]), "score": score(model, *by_document)}}
        # Of two texts that both fill the window, where Rust stops reading, to the end of a word, decides about the odd token.
        if min(map(len, parts)) < window:
            kept_tokens = longest.sequence_ids.count(1)
            cut["longest_first"] = {"ids": longest.ids, "keptTokens": kept_tokens, "score": score(model, longest.ids, longest.type_ids)}
        cases.append({"query": query, "document": document, **totals, **cut})
    return cases


def join_like(encoding, parts, sequences, kept):
    """Special tokens as the tokenizer put them, with other parts between them."""
    ids, types = [], []
    for position, sequence in enumerate(sequences):
        if sequence is not None and position > 0 and sequences[position - 1] == sequence:
            continue
        part = [encoding.ids[position]] if sequence is None else kept[sequence]
        ids += part
        types += [encoding.type_ids[position]] * len(part)
    return ids, types


@torch.no_grad()
def bert_score(model, ids, types):
    ids, types = torch.tensor([ids]), torch.tensor([types])
    return model(ids, torch.ones_like(ids), types).item()


@torch.no_grad()
def xlm_roberta_score(model, ids, _):
    ids = torch.tensor([ids])
    return model(ids, torch.ones_like(ids)).item()


@torch.no_grad()
def roberta_score(model, ids, _):
    ids = torch.tensor([ids])
    positions = torch.arange(ids.shape[1])[None] + 2
    logits = model(ids, torch.ones_like(ids), positions)[0]
    return (logits[1] - logits[0]).item()


decoder_window = 96
template = [
    "<|im_start|>system\nJudge the document.<|im_end|>\n<|im_start|>user\n",
    "<Query>: {query}\n<Document>: {document}",
    "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n",
]


@torch.no_grad()
def decoder_cases(tokenizer, model):
    """As the model card of Qwen3-Reranker does it: the middle is cut at its end, then stands between prefix and suffix."""
    prefix, suffix = (tokenizer.encode(template[part], add_special_tokens=False).ids for part in (0, 2))
    yes, no = tokenizer.token_to_id("yes"), tokenizer.token_to_id("no")
    cases = []
    for query, document in texts(11):
        middle = template[1].format(query=query, document=document)
        all_ids = tokenizer.encode(middle, add_special_tokens=False).ids
        lead = tokenizer.encode(template[1].format(query=query, document="").rstrip(), add_special_tokens=False).ids
        room = decoder_window - len(prefix) - len(suffix)
        # Beyond three quarters of the room the query is cut, which the model card leaves open.
        if len(lead) > room // 2:
            continue
        ids = prefix + all_ids[:room] + suffix
        tensor = torch.tensor([ids])
        positions = torch.arange(len(ids))[None]
        output = model(tensor, torch.ones_like(tensor), positions)
        logits = (output[0] if isinstance(output, tuple) else output)[0, -1]
        cases.append({
            "query": query, "document": document, "ids": ids, "documentTokens": len(all_ids) - len(lead),
            "keptTokens": min(len(all_ids), room) - len(lead), "score": (logits[yes] - logits[no]).item(),
        })
    return cases


def write(name, tokenizer, config, tokenizer_config, own, cases):
    folder = fixtures / name
    tokenizer.no_truncation()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    for file, value in {"config.json": config, "tokenizer_config.json": tokenizer_config, "model.json": own}.items():
        (folder / file).write_text(json.dumps(value, indent=2) + "\n")
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (folder / "expected.json").write_text(f"[\n{lines}\n]\n")
    print(name, len(cases), sum(file.stat().st_size for file in folder.iterdir()) // 1024, "KiB")


def kept(name, train):
    """The tokenizer that is there: training breaks ties differently from run to run. Delete its file to have a new one."""
    file = fixtures / name / "tokenizer.json"
    return Tokenizer.from_file(str(file)) if file.exists() else train()


def make(name, model, seed):
    folder = fixtures / name
    folder.mkdir(parents=True, exist_ok=True)
    seeded(model, seed)
    export(model, folder, getattr(model, "outputs", ("logits",)))
    return model.double()


def write_longest_first():
    """What the Rust tokenizers keep of pairs of every shape: [query, document, room, special tokens, query kept, document kept]."""
    from tokenizers import models, pre_tokenizers, processors

    tokenizer = Tokenizer(models.WordLevel({"?": 0, "q": 1, "d": 2, "s": 3}, unk_token="?"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    layouts = {0: "$A $B", 3: "s $A s $B s", 4: "s $A s s $B s"}
    layouts = {
        count: processors.TemplateProcessing(single="$A", pair=pair, special_tokens=[("s", 3)]) for count, pair in layouts.items()
    }
    pick = random.Random(3)
    rows = []
    for case in range(2000):
        top = (12, 60, 700)[case % 3]
        query, document, room = pick.randint(0, top), pick.randint(0, top), pick.randint(2, top)
        # Edges: a text that fills the room exactly, two of one length.
        query = (query, room, query)[case % 7 % 3]
        document = (document, query, room)[case % 5 % 3]
        special = (0, 3, 4)[case % 11 % 3]
        tokenizer.post_processor = layouts[special]
        tokenizer.enable_truncation(room + special, strategy="longest_first")
        ids = tokenizer.encode("q " * query, "d " * document).ids
        rows.append([query, document, room, special, ids.count(1), ids.count(2)])
    (fixtures / "longest-first.json").write_text("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n")


def main():
    torch.set_num_threads(1)
    own = {"trust": "off", "maxTokens": window}

    tokenizer = kept("bert", word_piece)
    size = tokenizer.get_vocab_size()
    model = make("bert", Bert(size, 64), 1)
    config = {"model_type": "bert", "max_position_embeddings": 64, "vocab_size": size, "pad_token_id": 0}
    settings = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 64}
    settings |= {f"{name.lower()}_token": f"[{name}]" for name in ("CLS", "SEP", "PAD", "UNK", "MASK")}
    write("bert", tokenizer, config, settings, own, encoder_cases(tokenizer, model, bert_score))

    tokenizer = kept("xlm-roberta", unigram)
    size = tokenizer.get_vocab_size()
    model = make("xlm-roberta", Roberta(size, window + 2, 1), 2)
    # No limit but the position table's, which is two larger than the window.
    config = {"model_type": "xlm-roberta", "max_position_embeddings": window + 2, "vocab_size": size, "pad_token_id": 1}
    ends = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    settings = {"tokenizer_class": "XLMRobertaTokenizer", "model_max_length": 10**30, **ends}
    write("xlm-roberta", tokenizer, config, settings, {"trust": "off"}, encoder_cases(tokenizer, model, xlm_roberta_score))

    tokenizer = kept("roberta-two-logits", roberta)
    size = tokenizer.get_vocab_size()
    model = make("roberta-two-logits", Roberta(size, window + 2, 2, declares_positions=True), 3)
    config = {"model_type": "roberta", "max_position_embeddings": window + 2, "vocab_size": size, "pad_token_id": 1}
    settings = {"tokenizer_class": "RobertaTokenizer", "add_prefix_space": False, "model_max_length": window, **ends}
    write("roberta-two-logits", tokenizer, config, settings, {"trust": "off"}, encoder_cases(tokenizer, model, roberta_score))

    tokenizer = kept("decoder", qwen)
    size = tokenizer.get_vocab_size()
    config = {"model_type": "qwen3", "max_position_embeddings": 4096, "vocab_size": size, "pad_token_id": 0}
    settings = {"tokenizer_class": "Qwen2Tokenizer", "model_max_length": 4096, "pad_token": "<|endoftext|>", "eos_token": "<|im_end|>"}
    own = {"trust": "off", "maxTokens": decoder_window, "template": template}
    for name, with_past in (("decoder", False), ("decoder-with-past", True)):
        model = make(name, Decoder(size, with_past), 4)
        write(name, tokenizer, config, settings, own, decoder_cases(tokenizer, model))

    write_longest_first()


if __name__ == "__main__":
    main()
