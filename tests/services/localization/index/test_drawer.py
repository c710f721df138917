"""What is learned is found, what is forgotten is not, and nobody finds what is another's."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.services.localization.index.shelving import SCOPE, entry, found, learn, opened

TEXT = "Every learner opens the first page"


def test_new_unit_is_found_at_once_beside_those_on_disk(tmp_path: Path) -> None:
    drawer = opened(tmp_path)
    learn(drawer, ["Something else that lies on disk"])
    drawer.settle()
    learn(drawer, [TEXT], first=7)
    assert found(drawer, TEXT + ".") == [7]


def test_forgotten_unit_is_found_neither_in_memory_nor_on_disk_nor_after_opening(tmp_path: Path) -> None:
    drawer = opened(tmp_path)
    learn(drawer, [TEXT])
    drawer.settle()
    learn(drawer, [TEXT], first=1)
    drawer.forget([entry(0, "").unit, entry(1, "").unit, entry(2, "").unit])
    assert found(drawer, TEXT) == []
    assert found(opened(tmp_path), TEXT) == []


def test_unit_with_new_words_is_found_by_them_only(tmp_path: Path) -> None:
    drawer = opened(tmp_path)
    learn(drawer, [TEXT])
    drawer.settle()
    learn(drawer, ["Quite another sentence now"])
    assert found(drawer, TEXT) == []
    assert found(drawer, "Quite another sentence") == [0]


def test_another_scope_is_not_looked_into(tmp_path: Path) -> None:
    drawer = opened(tmp_path)
    learn(drawer, [TEXT], scope="course:a")
    drawer.settle()
    assert found(drawer, TEXT, scopes=["tenant", "course:b"]) == []
    assert found(drawer, TEXT, scopes=["tenant", "course:a"]) == [0]


def test_folder_of_another_is_not_believed(tmp_path: Path) -> None:
    drawer = opened(tmp_path, "a")
    learn(drawer, [TEXT])
    drawer.close()
    (tmp_path / "a").rename(tmp_path / "b")
    assert found(opened(tmp_path, "b"), TEXT) == []


class Kept(RuleBasedStateMachine):
    """Any order of learning, forgetting, settling and opening again, held against a dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.drawer = opened(Path(self.folder.name))
        self.known: dict[int, str] = {}

    @rule(number=st.integers(0, 9), word=st.sampled_from(["apple", "river", "", "mountain"]))
    def learn(self, number: int, word: str) -> None:
        text = f"{word} stands in this sentence" if word else ""
        self.drawer.learn([(SCOPE, entry(number, text))], None)
        self.known[number] = text

    @rule(number=st.integers(0, 9))
    def forget(self, number: int) -> None:
        self.drawer.forget([entry(number, "").unit])
        self.known.pop(number, None)

    @rule()
    def settle(self) -> None:
        self.drawer.settle()

    @rule()
    def open_again(self) -> None:
        self.drawer.close()
        self.drawer = opened(Path(self.folder.name))

    @invariant()
    def finds_what_is_known(self) -> None:
        for word in ("apple", "river", "mountain"):
            text = f"{word} stands in this sentence"
            hits = self.drawer.look_up([SCOPE], [text], 1.0, 20, True)[0]
            assert sorted(int(record) for _, record in hits) == sorted(
                number for number, known in self.known.items() if known == text
            )

    def teardown(self) -> None:
        self.folder.cleanup()


TestKept = Kept.TestCase
TestKept.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
