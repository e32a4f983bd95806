"""What a student reads: the call, what it gave, what was expected, the mistake where it is known."""

import functools

import numpy as np
import pytest

from checks import CheckFailed, NotWritten, answer, build, check, known, numbers


@pytest.fixture(autouse=True)
def nothing_known():
    known.use({})
    yield
    known.use(None)


def message(attempt):
    with pytest.raises(CheckFailed) as failure:
        attempt()
    return str(failure.value)


def no_gate(z):
    return np.array(z, dtype=float)


def relu(z):
    return np.maximum(z, 0.0)


def test_a_right_answer_says_ok_and_shows_no_value_of_its_own(capsys):
    check(relu).on([-1.5, 0.0, 2.0]).gives([0.0, 0.0, 2.0])
    assert capsys.readouterr().out == "ok  relu([-1.5, 0.0, 2.0])\n"


def test_a_wrong_value_is_marked_where_it_first_differs():
    assert message(lambda: check(no_gate).on([-1.5, 0.0, 2.0]).gives([0.0, 0.0, 2.0])).splitlines() == [
        "no_gate([-1.5, 0.0, 2.0])",
        "  gave      [-1.5, 0.0, 2.0]",
        "  expected  [ 0.0, 0.0, 2.0]",
        "             ^^^^",
    ]


def test_a_long_array_is_shortened_around_the_first_difference():
    z = numbers(3, 40, seed=1)
    z[2, 25] = -1.0
    expected = z.copy()
    expected[2, 25] = 0.5
    lines = message(lambda: check(no_gate).on(z).gives(expected)).splitlines()
    assert lines[0] == "no_gate(<array of shape (3, 40)>)"
    assert lines[1].startswith("  gave      row 2: [… ")
    gave, marks = lines[1], lines[3]
    assert gave[marks.index("^") : marks.rindex("^") + 1].strip() == "-1.0"
    assert max(map(len, lines)) < 100


def test_of_several_results_the_first_that_differs_is_shown():
    def both(z):
        return z[:2], z[None, :]

    assert message(lambda: check(both).on([1.5, 2.0, 4.0]).gives(([1.5, 2.0], [[1.5, 3.0, 4.0]]))).splitlines() == [
        "both([1.5, 2.0, 4.0])",
        "  part      2 of 2",
        "  gave      row 0: [1.5, 2.0, 4.0]",
        "  expected  row 0: [1.5, 3.0, 4.0]",
        "                         ^^^",
    ]


def test_numbers_that_look_alike_are_written_out_until_they_differ():
    text = message(lambda: check(no_gate).on([1.0]).gives([1.00002]))
    assert "gave      [    1.0]" in text and "expected  [1.00002]" in text


def test_wrong_shapes_are_told_apart_before_values():
    text = message(lambda: check(no_gate).on([[1.0, 2.0, 3.0]]).gives([1.0, 2.0, 3.0]))
    assert "shape (1, 3)" in text and "shape (3,)" in text


def test_true_and_false_are_not_called_numbers():
    text = message(lambda: check(no_gate).on([1.0, 2.0]).gives(False))
    assert "gave      [1.0, 2.0], shape (2,)" in text and text.endswith("expected  False")


@pytest.mark.parametrize(
    "ask",
    [
        lambda call: call.has_shape(4),
        lambda call: call.has_dtype(np.float32),
        lambda call: call.satisfies("the sum is 1", lambda y: y.sum() == 1),
        lambda call: call.is_gradient_of(lambda z: z**2),
        lambda call: call.raises(ValueError),
    ],
)
def test_each_word_fails_on_what_it_is_not(ask):
    assert "expected" in message(lambda: ask(check(no_gate).on([1.0, 2.0])))


def test_each_word_passes_on_what_it_is(capsys):
    check(relu).on(np.ones((2, 3), np.float32)).keeps_shape().has_dtype(np.float32)
    check(relu).on([0.5, -2.0]).is_gradient_of(lambda z: np.maximum(z, 0) ** 2 / 2)
    check(np.linalg.inv).on([[1.0, 2.0], [2.0, 4.0]]).raises(np.linalg.LinAlgError, naming=["Singular"])
    assert capsys.readouterr().out.count("ok") == 4


def test_raises_wants_the_class_and_the_named_shapes():
    def shy(x):
        raise ValueError("shapes do not fit")

    assert "names (3,)" in message(lambda: check(shy).on([1.0]).raises(ValueError, naming=["(3,)"]))


def test_a_shape_is_named_however_it_is_spaced():
    check(np.dot).on(np.ones((5, 3)), [0.5]).raises(ValueError, naming=["(5, 3)", "(1,)"])


def test_an_exception_that_is_returned_is_not_raised():
    text = message(lambda: check(ValueError).on("shapes").raises(ValueError))
    assert "gave      ValueError, returned and not raised" in text


@pytest.mark.parametrize(
    "ask",
    [
        lambda call: call.gives([0.0, 2.0]),
        lambda call: call.has_shape(2),
        lambda call: call.satisfies("the sum is 2", lambda y: y.sum() == 2),
        lambda call: call.raises(ValueError),
    ],
)
def test_a_function_without_a_return_is_told_so(ask):
    assert ": nothing has been returned" in message(lambda: ask(check(lambda z: None).on([-1.5, 2.0])))


def test_any_floating_point_numbers_may_be_asked_for(capsys):
    check(np.float32).on([0.0, 1.0]).has_dtype(np.floating)
    assert "is of type floating" in capsys.readouterr().out
    text = message(lambda: check(lambda z: z > 0).on([0.0, 1.0]).has_dtype(np.floating))
    assert "gave      bool\n  expected  floating" in text


def test_an_exception_shows_its_message_and_the_students_own_line(tmp_path, monkeypatch):
    folder = tmp_path / "nnlib"
    folder.mkdir()
    file = folder / "activations.py"
    file.write_text("def relu(z):\n    return z + undefined\n")
    namespace = {}
    exec(compile(file.read_text(), str(file), "exec"), namespace)
    lines = message(lambda: check(namespace["relu"]).on([1.0]).gives([1.0])).splitlines()
    assert lines[1] == "  raised    NameError: name 'undefined' is not defined"
    assert lines[2] == "  in        nnlib/activations.py, line 2, in relu"
    assert lines[3].strip() == "return z + undefined"
    assert not any("asking.py" in line for line in lines)


def test_an_exception_of_a_function_that_the_student_called_shows_both_lines(tmp_path):
    codes = {
        "nnlib/neurons.py": "def weighted_sum(x):\n    raise ValueError('no fit')\n",
        "nnlib/layers.py": "def forward(x):\n    return weighted_sum(x)\n",
    }
    (tmp_path / "nnlib").mkdir()
    namespace = {}
    for name, code in codes.items():
        (tmp_path / name).write_text(code)
        exec(compile(code, str(tmp_path / name), "exec"), namespace)
    assert message(lambda: check(namespace["forward"]).on([1.0]).gives([1.0])).splitlines()[1:6] == [
        "  raised    ValueError: no fit",
        "  in        nnlib/layers.py, line 2, in forward",
        "                return weighted_sum(x)",
        "  from      nnlib/neurons.py, line 2, in weighted_sum",
        "                raise ValueError('no fit')",
    ]


@pytest.mark.parametrize(
    ("ask", "wanted"),
    [
        (lambda call: call.gives([0.5]), "[0.5]"),
        (lambda call: call.has_shape(2, 3), "shape (2, 3)"),
        (lambda call: call.has_dtype(np.floating), "floating"),
        (lambda call: call.satisfies("the sum is 1", lambda y: y.sum() == 1), "the sum is 1"),
        (lambda call: call.value, "an answer"),
    ],
)
def test_an_exception_stands_beside_what_was_expected(ask, wanted):
    assert message(lambda: ask(check(lambda z: 1 / 0).on([1.0]))).endswith(f"\n  expected  {wanted}")


def test_a_stub_is_not_written_yet():
    def stub(z):
        raise NotImplementedError("Exercise 3.2")

    with pytest.raises(NotWritten, match="^not written yet: Exercise 3.2$"):
        check(stub).on([1.0]).gives([1.0])
    with pytest.raises(NotWritten, match="^not written yet: Exercise 3.2$"):
        check(stub).on([1.0]).raises(NotImplementedError)


def test_an_argument_changed_in_place_is_named():
    def greedy(z):
        z *= 0
        return z

    text = message(lambda: check(greedy).on([1.5, -2.0]).gives([0.0, 0.0]))
    assert "changed   argument 1" in text and "it was    [1.5, -2.0]" in text and "it is     [0.0, -0.0]" in text


def test_an_argument_may_be_changed_on_purpose():
    def descend(parameters, rate):
        for parameter in parameters:
            parameter -= rate

    check(descend).on([np.array([1.0, 2.0])], 0.5).turns(0, into=[np.array([0.5, 1.5])])
    assert "argument 1 after" in message(
        lambda: check(descend).on([np.array([1.0, 2.0])], 0.5).turns(0, into=[np.array([0.5, 2.0])])
    )
    wrong = check(descend, about="a larger step").on([np.array([1.0, 2.0])], 0.5)
    told = message(lambda: wrong.turns(0, into=[np.array([0.5, 2.0])]))
    assert told.splitlines()[0] == "argument 1 after descend, on a larger step"
    assert message(lambda: check(descend).on(1.0, 0.5).turns(0, into=0.5)).endswith(
        "expected  argument 1 changed in place"
    )


def test_a_warning_costs_nothing(recwarn, capsys):
    def loud(z):
        import sys

        print("to stderr", file=sys.stderr)
        return 1.0 / z

    check(loud).on([0.0, 2.0]).gives([np.inf, 0.5])
    assert capsys.readouterr().err == "" and not recwarn.list


def test_methods_of_built_objects_are_named_with_their_making():
    class Scale:
        def __init__(self, factor):
            self.factor = np.array(factor)

        def forward(self, x):
            return self.factor * x

    scale = build(Scale, 3.0)
    assert message(lambda: check(scale.forward).on([1.0, 2.0]).gives([3.0, 7.0])).startswith(
        "Scale(3.0).forward([1.0, 2.0])"
    )
    scale.factor = [2.0, 5.0]
    check(scale.forward).on([1.0, 2.0]).gives([2.0, 10.0])
    check(scale.factor).has_shape(2)
    assert "no attribute 'weights'" in message(lambda: scale.weights)


def test_an_answer_never_shows_the_right_one():
    text = message(lambda: answer("n_weights", 7).gives(12))
    assert text.startswith("n_weights = 7") and "12" not in text
    assert message(lambda: answer("n_weights", "twelve").is_a_number()).endswith("a single number")
    with pytest.raises(NotWritten, match="not answered yet: n_weights"):
        answer("n_weights", ...)


def test_a_hidden_check_tells_the_kind_of_input_and_no_value(capsys):
    def telling(z):
        print("I was given", z)
        raise ValueError(f"cannot do {z}")

    secret = 47.125
    for function in (telling, no_gate):
        call = check(function, about="a batch of one sample").on([secret])
        text = message(functools.partial(call.gives, [-secret]))
        assert "on a batch of one sample" in text
        assert "47.125" not in text
    assert "47.125" not in capsys.readouterr().out


def test_a_known_mistake_is_named_with_its_place():
    outcome = {"gave": known.kept(np.array([-1.5, 0.0, 2.0]))}
    key = known.call_key("no_gate", (np.array([-1.5, 0.0, 2.0]),), {})
    entry = {"outcome": outcome, "says": "Negative inputs pass.", "place": 'chapter 3, "A gate"', "link": "3.html#a"}
    other = dict(entry, says="Nothing is cut off.")
    known.use({key: [entry, dict(entry, outcome={"gave": known.kept(np.array([0.0, 0.0, 2.5]))})]})
    lines = message(lambda: check(no_gate).on([-1.5, 0.0, 2.0]).gives([0.0, 0.0, 2.0])).splitlines()
    assert lines[-2:] == ["  Negative inputs pass.", '  Look again at chapter 3, "A gate".']
    known.use({key: [entry, other]})
    text = message(lambda: check(no_gate).on([-1.5, 0.0, 2.0]).gives([0.0, 0.0, 2.0]))
    assert "One of these has happened:\n  - Negative inputs pass.\n  - Nothing is cut off." in text


def test_float32_and_lists_are_recognised_as_the_same_mistake():
    stored = {"gave": known.kept(np.array([1.0 / 3, 2.0]))}
    assert known.alike(stored, {"gave": known.kept(np.array([1.0 / 3, 2.0], np.float32))})
    assert not known.alike(stored, {"gave": known.kept(np.array([0, 2]))})


def test_the_same_numbers_in_other_places_are_another_answer():
    images = numbers(3, 30, seed=1)
    assert known.alike(known.kept(images), known.kept(images.astype(np.float32)))
    assert not known.alike(known.kept(images), known.kept(images[[0, 2, 1]]))


def failure(attempt):
    with pytest.raises(CheckFailed) as caught:
        attempt()
    return caught.value


def test_an_exception_is_known_by_its_words_and_not_by_its_class_alone():
    def fails(words):
        def relu(z):
            raise ValueError(words)

        return failure(lambda: check(relu).on([1.0]).gives([1.0]))

    length = "only length-1 arrays can be converted"
    entry = {"outcome": fails(length).outcome, "says": "A whole array was given.", "place": "p", "link": "l"}
    known.use({fails(length).key: [entry]})
    for same in (length, "only size-1 arrays can be converted", "only 0-dimensional arrays can be converted"):
        assert "A whole array was given." in str(fails(same))
    assert "A whole array was given." not in str(fails("shapes do not fit"))


def test_an_exception_that_does_not_name_the_shapes_is_known_whatever_its_words():
    def fails(words):
        def shy(x):
            raise ValueError(words)

        return failure(lambda: check(shy).on([1.0]).raises(ValueError, naming=["(1,)"]))

    entry = {"outcome": fails("no fit").outcome, "says": "The shapes are not named.", "place": "p", "link": "l"}
    known.use({fails("no fit").key: [entry]})
    assert "The shapes are not named." in str(fails("something is wrong"))


def test_the_message_stands_in_place_of_a_traceback_in_jupyter():
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.user_ns.update(check=check, no_gate=no_gate)
    shown = []
    shell._showtraceback = lambda kind, value, lines: shown.extend(lines)
    shell.run_cell("check(no_gate).on([-1.5]).gives([0.0])")
    assert shown[0] == "no_gate([-1.5])" and not any("Traceback" in line for line in shown)
