"""What a submission may use up, and what its author reads when it does."""

from dataclasses import asdict, dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Limits of one submission; `nbgrader_config.py` sets them (``c.Judge.cell_seconds = 10`` and so on)."""

    cell_seconds: float = 10.0  # wall time of one cell
    seconds: float = 120.0  # wall time of the whole submission
    cpu_seconds: int = 60  # computing time of one process
    memory_mb: int = 1024  # of all its processes together
    processes: int = 32  # processes and threads
    open_files: int = 64
    scratch_mb: int = 64  # files that it writes, in all
    scratch_files: int = 2000
    output_chars: int = 100_000  # printed by one cell
    all_output_chars: int = 1_000_000  # printed by the whole submission
    pictures_mb: float = 20.0  # figures of the whole submission
    handed_in_mb: float = 20.0  # what a student hands in, in all
    notebook_mb: float = 10.0
    handed_in_files: int = 200

    def as_dict(self):
        """For a message."""
        return asdict(self)

    def told(self, reason):
        """The sentence that a student reads when this limit is reached."""
        return {
            "cell time": f"Stopped after {self.cell_seconds:g} seconds, the time limit for one cell.",
            "time": f"Not run: the submission has used up its time limit of {self.seconds:g} seconds.",
            "cpu": f"Stopped: it used up its limit of {self.cpu_seconds} seconds of computing time.",
            "memory": f"Stopped: it needed more than its memory limit of {self.memory_mb} MB.",
            "output": f"… Output cut: the limit is {self.output_chars} characters for one cell.",
            "all output": f"… Output cut: the limit is {self.all_output_chars} characters for one submission.",
            "pictures": f"… Figures left out: the limit is {self.pictures_mb:g} MB for one submission.",
            "open files": f"The limit is {self.open_files} open files.",
            "scratch": f"The limits are {self.scratch_mb} MB in {self.scratch_files} files.",
            "processes": f"The limit is {self.processes} processes and threads.",
            "forged": "Stopped: it sent the grader a message that no answer consists of.",
            "gone": "Stopped: the program ended itself, or was ended by the system.",
        }[reason]
