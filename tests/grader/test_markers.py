"""Marked regions: stubs that name their exercise, and errors that name file and line."""

import pytest

from grader import markers
from grader.units import CourseError

MODULE = '''def relu(z):
    """Cut off. Exercise 3.2"""
    ### BEGIN SOLUTION
    return max(z, 0)
    ### END SOLUTION


def mean(z):
    """Average. Exercise 3.3"""
    if z:
        ### BEGIN SOLUTION
        return sum(z) / len(z)
        ### END SOLUTION
'''


def test_a_stub_raises_and_names_its_exercise():
    text = markers.stub(MODULE, "m.py")
    assert '    raise NotImplementedError("Exercise 3.2")\n' in text
    assert '        raise NotImplementedError("Exercise 3.3")\n' in text
    assert "return" not in text and "SOLUTION" not in text


def test_a_module_half_written_keeps_its_first_region():
    text = markers.stub(MODULE, "m.py", written=1)
    assert "max(z, 0)" in text and "sum(z)" not in text and "SOLUTION" not in text


def test_a_given_module_keeps_all_but_the_markers():
    assert markers.solved(MODULE, "m.py") == "".join(
        line for line in MODULE.splitlines(keepends=True) if "###" not in line
    )


def test_hidden_tests_are_gone():
    text = "a = 1\n### BEGIN HIDDEN TESTS\nassert a == 1\n### END HIDDEN TESTS\nb = 2\n"
    assert markers.stub(text, "m.py") == "a = 1\nb = 2\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x\n### BEGIN SOLUTION\ny", "m.py:2: BEGIN SOLUTION is never closed"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", "m.py:2: BEGIN SOLUTION inside .* line 1"),
        ("### BEGIN SOLUTION\n### BEGIN HIDDEN TESTS", "m.py:2: BEGIN HIDDEN TESTS inside"),
        ("x\ny\n### END SOLUTION", "m.py:3: END SOLUTION without a BEGIN"),
        ("### BEGIN SOLUTION\n### END HIDDEN TESTS", "m.py:2: END HIDDEN TESTS without"),
        ("x = 1  ### BEGIN SOLUTION", "m.py:1: marker is not alone on its line"),
    ],
)
def test_a_wrong_marker_is_named_with_file_and_line(text, reason):
    with pytest.raises(CourseError, match=reason):
        markers.regions(text, "m.py")


def test_a_solution_without_an_exercise_number_is_an_error():
    with pytest.raises(CourseError, match="m.py:2: no 'Exercise N.M'"):
        markers.stub("def f():\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION\n", "m.py")
