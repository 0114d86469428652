"""What can be wrong with what a user gave us: one family, two sentences each."""


class DlcompareError(Exception):
    """Something the user can put right.

    Parameters
    ----------
    what : str
        What is wrong with the value seen, and where; a full sentence.
    fix : str
        What to do about it; a full sentence.
    """

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what, fix)
        self.what = what
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.what} {self.fix}".strip()


class UnreadableUpload(DlcompareError):
    """The file is not what we can read, or is unsafe to read."""


class UnsuitableTarget(DlcompareError):
    """The column chosen as target cannot be predicted as asked."""


class InvalidPlan(DlcompareError):
    """The plan, budget or fold scheme cannot be carried out."""


class UnknownName(DlcompareError):
    """A name that is not in its list."""


class StudyConflict(DlcompareError):
    """The study is missing, or in a state that does not allow this."""


class UnsuitableCluster(DlcompareError):
    """The Dask cluster cannot be reached, or is not equal to this machine."""
