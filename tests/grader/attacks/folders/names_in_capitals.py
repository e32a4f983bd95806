"""Notebook and module are there twice, once in capitals, and once more with letters that look alike."""
import shutil


def tamper(folder, course):
    complete = course / "submitted" / "ada" / "1-neurons"
    for name in ("Neurons", "NEURONS", "n\u0435urons"):
        shutil.copy(complete / "neurons.ipynb", folder / f"{name}.ipynb")
        shutil.copy(complete / "nnlib" / "neurons.py", folder / "nnlib" / f"{name}.py")
    shutil.copytree(complete / "nnlib", folder / "NNLIB")
    shutil.copytree(complete / "nnlib", folder / "nnlib " / "nnlib")
