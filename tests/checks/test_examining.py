"""Tests that students write: right functions must pass them, wrong ones must not."""

import pytest

from checks import CheckFailed, NotWritten, examine, known


def sound(step):
    assert step(0.5) == 1.0
    assert step(0.0) == 0.0
    assert step(-3.0) == 0.0 and not isinstance(step(-3.0), bool)


def asleep(step):
    step(0.5)


def grumpy(step):
    raise AssertionError("no")


def right(z):
    return 1.0 if z > 0 else 0.0


def wrong(z):
    return 1.0 if z >= 0 else 0.0


def test_a_sound_test_accepts_right_and_rejects_wrong(capsys):
    examine(sound).accepts(right, "a right step").rejects(wrong, "a step that fires at 0")
    assert capsys.readouterr().out.count("ok") == 2


def test_a_test_that_asserts_nothing_is_told_what_it_let_pass():
    with pytest.raises(CheckFailed, match="a step that fires at 0"):
        examine(asleep).rejects(wrong, "a step that fires at 0")


def test_a_test_that_complains_of_everything_is_told_so():
    with pytest.raises(CheckFailed, match="expected  no complaint"):
        examine(grumpy).accepts(right, "a right step")


def test_an_error_on_a_right_function_is_shown():
    with pytest.raises(CheckFailed, match="ZeroDivisionError"):
        examine(lambda step: 1 / 0, name="broken").accepts(right, "a right step")


def test_to_stumble_over_a_wrong_result_is_to_catch_it():
    examine(lambda step: step(0.5)[0], name="blunt").rejects(wrong, "a step that gives a bare number")


def test_an_unwritten_test_is_not_written_yet():
    def stub(step):
        raise NotImplementedError("Exercise 3.9")

    with pytest.raises(NotWritten, match="Exercise 3.9"):
        examine(stub).rejects(wrong, "a step that fires at 0")


def test_the_bank_is_the_hidden_examiner():
    import numpy as np

    def thorough(step):
        z = np.array([[-2.5, 0.0, 3.5], [0.25, -0.5, 2.0]])
        gave = step(z)
        assert np.shape(gave) == z.shape and np.asarray(gave).dtype.kind == "f"
        assert (np.asarray(gave) == (z > 0)).all()

    examine(thorough).accepts_right("step").catches("step", share=0.9)
    with pytest.raises(CheckFailed, match="catches 0 of"):
        examine(lambda step: None, name="asleep").catches("step", share=0.5)
    with pytest.raises(CheckFailed, match="right, though written another way"):
        examine(grumpy).accepts_right("step")


@pytest.mark.parametrize(
    ("error", "other", "told"),
    [
        (AssertionError("step is wrong"), AssertionError("at 0.5"), True),
        (TypeError("two arguments"), TypeError("two arguments"), True),
        (TypeError("two arguments"), TypeError("no index"), False),
    ],
)
def test_an_error_of_a_test_is_known_by_its_words_but_an_assertion_by_itself(error, other, told):
    def raising(error):
        def test(step):
            raise error

        with pytest.raises(CheckFailed) as failure:
            examine(test).accepts(right, "a right step")
        return failure.value

    before = raising(error)
    known.use({before.key: [{"outcome": before.outcome, "says": "This is known.", "place": "p", "link": "l"}]})
    assert ("This is known." in str(raising(other))) is told
    known.use(None)
