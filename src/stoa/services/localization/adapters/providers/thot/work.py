"""What runs in Thot's own environment; nothing of Stoa is imported here.

`work.py train FOLDER SOURCE TARGET TRIES` makes a model of two files with a segment a line, in tokens. It
says lines of JSON: how far it is, and at last on how many pairs it was trained.
`work.py serve FOLDER` answers lines of JSON: a list of segments in tokens with, for each, its target in
tokens, the places of tokens that the model does not know, and its mean logarithmic confidence in the others.
"""

import json
import sys
from collections.abc import Sequence
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
from machine.translation.thot.simplex_model_weight_tuner import SimplexModelWeightTuner

_LEAST = 1e-9
_SHORT = 15
_SEGMENTS = 100
_ALIGNMENT = ThotWordAlignmentModelType.FAST_ALIGN


class _Briefly(ParameterTuner):  # type: ignore[misc]
    """Looks for weights on a few short segments: the library decodes a thousand of any length a try."""

    def __init__(self, tries: int) -> None:
        self._tries = tries
        self._whole = SimplexModelWeightTuner(_ALIGNMENT, max_function_evaluations=tries)

    def tune(
        self,
        parameters: ThotSmtParameters,
        tune_source_corpus: Sequence[Sequence[str]],
        tune_target_corpus: Sequence[Sequence[str]],
        stats: Any,
        progress: Any,
    ) -> ThotSmtParameters:
        pairs = zip(tune_source_corpus, tune_target_corpus, strict=True)
        short = [pair for pair in pairs if len(pair[0]) <= _SHORT][:_SEGMENTS]
        if not self._tries or len(short) < _SEGMENTS:
            return parameters
        sources, targets = zip(*short, strict=True)
        return self._whole.tune(parameters, sources, targets, stats, progress)


def parameters_in(folder: Path) -> ThotSmtParameters:
    weights = folder / "weights"
    found = {"model_weights": json.loads(weights.read_text())} if weights.exists() else {}
    return ThotSmtParameters(
        **found,
        translation_model_filename_prefix=str(folder / "tm" / "src_trg"),
        language_model_filename_prefix=str(folder / "lm" / "trg.lm"),
    )


def train(folder: Path, source: Path, target: Path, tries: int) -> None:
    for part in ("tm", "lm"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    corpus = TextFileTextCorpus(str(source)).align_rows(TextFileTextCorpus(str(target)))
    with ThotSmtModelTrainer(
        _ALIGNMENT, corpus, parameters_in(folder), WHITESPACE_TOKENIZER, WHITESPACE_TOKENIZER
    ) as trainer:
        trainer._model_weight_tuner = _Briefly(tries)
        trainer.train(_tell)
        trainer.save()
        # Where the weights are kept is left to who trains.
        (folder / "weights").write_text(json.dumps(list(trainer.parameters.model_weights)))
        sys.stdout.write(json.dumps({"pairs": trainer.stats.train_corpus_size}) + "\n")


def _tell(progress: Any) -> None:
    """A line for whoever waits: what is done now, and how much of all."""
    told = {"step": progress.message or "", "share": progress.percent_completed or 0.0}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


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
    if sys.argv[1] == "train":
        folder, source, target, tries = sys.argv[2:]
        train(Path(folder), Path(source), Path(target), int(tries))
    else:
        serve(Path(sys.argv[2]))
