"""Small tokenizers of the published kinds, trained on a few lines: WordPiece as BERT has it, Unigram as XLM-R, byte-level BPE as
RoBERTa and as Qwen."""
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

corpus = """
how do I install rust and cargo on a new machine
Install Rust with rustup, which fetches the compiler and keeps it up to date.
Iron oxide, commonly called rust, forms when iron and oxygen react in damp air.
what is the capital of France and how many people live there
Paris is the capital and largest city of France; about two million people live in it.
how long does it take to boil an egg so that the yolk stays soft
Boil an egg for six to ten minutes, then cool it quickly in cold water.
symptoms of the flu in children and adults
Symptoms of the flu are fever, cough, sore throat and aching muscles.
Café naïve Ångström déjà vu, über 24,896 Euro (about €100)!
北京的天气怎么样 今天北京天气很好 東京の天気 서울의 날씨
The quick brown fox jumps over the lazy dog while nobody is looking at the field behind the house.
yes no relevant irrelevant query document system user assistant judge whether the document answers the query
""".strip().split("\n")


def word_piece():
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    trainer = trainers.WordPieceTrainer(vocab_size=400, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(corpus, trainer)
    ids = [(name, tokenizer.token_to_id(name)) for name in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=ids
    )
    return tokenizer


def unigram():
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.UnigramTrainer(vocab_size=300, special_tokens=special, unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(corpus, trainer)
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True)])
    ids = [(name, tokenizer.token_to_id(name)) for name in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=ids
    )
    return tokenizer


def byte_pairs(special, vocabulary):
    tokenizer = Tokenizer(models.BPE())
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=vocabulary, special_tokens=special, initial_alphabet=alphabet, show_progress=False)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer, trainer


def roberta():
    tokenizer, trainer = byte_pairs(["<s>", "<pad>", "</s>", "<unk>", "<mask>"], 420)
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(corpus, trainer)
    ends = [(name, tokenizer.token_to_id(name)) for name in ("</s>", "<s>")]
    tokenizer.post_processor = processors.RobertaProcessing(*ends, trim_offsets=True, add_prefix_space=False)
    return tokenizer


def qwen():
    tokenizer, trainer = byte_pairs(["<|endoftext|>", "<|im_start|>", "<|im_end|>"], 420)
    words = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(words), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.train_from_iterator(corpus, trainer)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    # As in the published files; the answers must be one token each.
    tokenizer.add_special_tokens(["<think>", "</think>"])
    tokenizer.add_tokens(["yes", "no"] if tokenizer.token_to_id("yes") is None or tokenizer.token_to_id("no") is None else [])
    return tokenizer
