"""The clean tree: what is dropped, renamed, joined, split and kept whole."""

import pytest

from dip_lod.sources.raw import Lexical, RawValue
from dip_lod.sources.rules import LiftRules
from dip_lod.sources.tree import Cleaner, TooDeepError


def test_restricted_paths_are_gone_wherever_they_are() -> None:
    tree: dict[str, RawValue] = {
        "sold": Lexical("1"),
        "shows": [{"sold": "280", "n": "1"}, {"n": "2", "x": {"sold": "kept"}}],
        "g": {"secret": "s", "p": [{"secret": "s", "q": "1"}]},
        "t": {"_": "a", "em": "s"},
    }
    lift = LiftRules(restricted=("sold", "shows.sold", "g.secret", "g.p.secret", "t.em"), whole=("g",))
    assert Cleaner(lift, {}, ["_", "em"]).clean(tree) == {
        "shows": [{"n": "1"}, {"n": "2", "x": {"sold": "kept"}}],
        "g": '{"p":[{"q":"1"}]}',
        "t": "a",
    }


def test_a_restricted_path_takes_its_whole_subtree() -> None:
    assert Cleaner(LiftRules(restricted=("a",)), {}).clean({"a": {"b": {"c": "1"}}, "ab": "x"}) == {"ab": "x"}


def test_paths_are_those_after_renaming() -> None:
    cleaner = Cleaner(LiftRules(restricted=("shows.gone",)), {"performance": "shows", "shows.sold": "gone"})
    assert cleaner.clean({"performance": {"sold": "1", "n": "2"}}) == {"shows": {"n": "2"}}


def test_two_keys_under_one_name_are_a_list_in_their_order() -> None:
    assert Cleaner(LiftRules(), {"b": "a"}).clean({"a": "1", "b": ["2", "3"]}) == {"a": ["1", "2", "3"]}


def test_whole_subtrees_are_compact_json_with_sorted_keys_and_lexical_numbers() -> None:
    tree: dict[str, RawValue] = {
        "g": {"b": [Lexical("4.50"), Lexical("1e2"), True, None, "é\n"], "a": {}},
        "h": [],
        "i": None,
    }
    cleaner = Cleaner(LiftRules(whole=("g", "h", "i")), {})
    assert cleaner.clean(tree) == {"g": '{"a":{},"b":[4.50,1e2,true,null,"é\\n"]}'}


def test_null_words_count_after_stripping_and_splitting() -> None:
    cleaner = Cleaner(LiftRules(null=("None", "Niet vermeld"), split={"a": ";"}), {})
    assert cleaner.clean({"a": "None; x;;None", "b": " Niet vermeld ", "c": "none", "d": ["None"]}) == {
        "a": "x",
        "c": "none",
    }


def test_a_list_of_one_is_its_item_and_lists_in_lists_stay() -> None:
    tree: dict[str, RawValue] = {"a": ["x"], "b": [{"c": "1"}], "d": [["1", "2"], ["3", "4"]], "e": [[], {}, ""]}
    assert Cleaner(LiftRules(), {}).clean(tree) == {"a": "x", "b": {"c": "1"}, "d": [["1", "2"], ["3", "4"]]}


@pytest.mark.parametrize(
    ("around", "inside", "joined", "sure"),
    [
        ("No. 12 in C minor,", "Revolutionary", "No. 12 in C minor, Revolutionary", True),
        ("No. 20 , op. posth.", "Reminiscence", "No. 20 Reminiscence, op. posth.", True),
        ("Prologue to", "Party", "Prologue to Party", True),
        ("(arr. Tyzik)", "Overture", "Overture (arr. Tyzik)", True),
        ("RV 269 ( )", "SPRING", "RV 269 (SPRING)", True),
        ("from  by Bach", "Air", "from Air by Bach", True),
        ("a  b  c", "x", "a b c x", False),
        ("FROM  (QUARTET)", ["A", "B"], "FROM (QUARTET) A B", False),
        ("", "only", "only", True),
        ("only", "", "only", True),
    ],
)
def test_mixed_text_that_json_took_apart(around: str, inside: object, joined: str, sure: bool) -> None:
    cleaner = Cleaner(LiftRules(), {}, ["_", "em"])
    assert cleaner.clean({"t": {"_": around, "em": inside}}) == {"t": joined}  # type: ignore[dict-item]
    assert (cleaner.guessed == []) is sure


def test_an_object_with_another_key_is_no_mixed_text() -> None:
    cleaner = Cleaner(LiftRules(), {}, ["_", "em"])
    assert cleaner.clean({"t": {"_": "a", "em": "b", "x": "c"}}) == {"t": {"_": "a", "em": "b", "x": "c"}}


def test_a_tree_that_is_too_deep_is_refused() -> None:
    deep: object = "x"
    for _ in range(200):
        deep = {"a": deep}
    for lift in (LiftRules(), LiftRules(whole=("a",))):
        with pytest.raises(TooDeepError):
            Cleaner(lift, {}).clean(deep)  # type: ignore[arg-type]
