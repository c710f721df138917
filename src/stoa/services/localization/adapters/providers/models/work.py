"""What runs beside Stoa, with ctranslate2 and sentencepiece; nothing of Stoa is imported here.

`work.py FOLDER` answers lines of JSON: a list of texts with, for each, its target and the mean logarithm of
its tokens' probabilities. The folder is a converted model with `source.spm` and `target.spm`, as OPUS-MT has.
"""

import json
import sys
from pathlib import Path

import ctranslate2
import sentencepiece

_END = "</s>"


def serve(folder: Path) -> None:
    source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
    translator = ctranslate2.Translator(str(folder), device="auto", compute_type="default")
    for line in sys.stdin:
        pieces = [[*source.encode(text, out_type=str), _END] for text in json.loads(line)]
        found = translator.translate_batch(
            pieces, beam_size=4, max_batch_size=1024, batch_type="tokens", return_scores=True
        )
        answers = [[target.decode(one.hypotheses[0]), one.scores[0]] for one in found]
        sys.stdout.write(json.dumps(answers) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
