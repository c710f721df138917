"""What runs in Thot's own environment; nothing of Stoa is imported here.

`work.py train FOLDER SOURCE TARGET` makes a model of two files with a segment a line, in tokens. `work.py
serve FOLDER` answers lines of JSON: a list of segments in tokens with, for each, its target in tokens, the
places of tokens that the model does not know, and the mean logarithm of its confidence in the others.
"""

import json
import sys
from math import log
from pathlib import Path
from typing import Any

from machine.corpora import TextFileTextCorpus
from machine.tokenization import WHITESPACE_TOKENIZER
from machine.translation import TranslationSources
from machine.translation.thot import (
    ThotSmtModel,
    ThotSmtModelTrainer,
    ThotSmtParameters,
    ThotWordAlignmentModelType,
)
from machine.translation.thot.parameter_tuner import ParameterTuner

_LEAST = 1e-9
_ALIGNMENT = ThotWordAlignmentModelType.FAST_ALIGN


class _Evenly(ParameterTuner):  # type: ignore[misc]
    """Weights as they are: looking for better ones decodes a thousand segments a hundred times over."""

    def tune(
        self,
        parameters: ThotSmtParameters,
        *_: Any,
    ) -> ThotSmtParameters:
        return parameters


def parameters_in(folder: Path) -> ThotSmtParameters:
    return ThotSmtParameters(
        translation_model_filename_prefix=str(folder / "tm" / "src_trg"),
        language_model_filename_prefix=str(folder / "lm" / "trg.lm"),
    )


def train(folder: Path, source: Path, target: Path) -> None:
    for part in ("tm", "lm"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    corpus = TextFileTextCorpus(str(source)).align_rows(TextFileTextCorpus(str(target)))
    with ThotSmtModelTrainer(
        _ALIGNMENT, corpus, parameters_in(folder), WHITESPACE_TOKENIZER, WHITESPACE_TOKENIZER
    ) as trainer:
        trainer._model_weight_tuner = _Evenly()
        trainer.train()
        trainer.save()
        sys.stdout.write(json.dumps({"pairs": trainer.stats.train_corpus_size}) + "\n")


def serve(folder: Path) -> None:
    with ThotSmtModel(
        _ALIGNMENT,
        parameters_in(folder),
        source_tokenizer=WHITESPACE_TOKENIZER,
        target_tokenizer=WHITESPACE_TOKENIZER,
    ) as model:
        for line in sys.stdin:
            answers = []
            for result in model.translate_batch([segment.split(" ") for segment in json.loads(line)]):
                unknown = [
                    place for place, source in enumerate(result.sources) if source == TranslationSources.NONE
                ]
                known = [one for place, one in enumerate(result.confidences) if place not in unknown]
                mean = sum(log(max(one, _LEAST)) for one in known) / len(known) if known else log(_LEAST)
                answers.append([list(result.target_tokens), unknown, mean])
            sys.stdout.write(json.dumps(answers) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    verb, *paths = sys.argv[1:]
    (train if verb == "train" else serve)(*map(Path, paths))
