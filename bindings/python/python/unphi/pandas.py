"""`series.unphi`: importing this module adds the accessor to pandas.

>>> import pandas as pd
>>> import unphi.pandas
>>> frame = pd.DataFrame({"note": ["MRN: 00482913", None]})
>>> frame["note"].unphi.deidentify().iloc[0]
'MRN: [MRN]'
"""

from __future__ import annotations

import pandas

from unphi._deidentifier import Deidentifier, Progress, SubjectIds, Subjects, _default

__all__ = ["UnphiAccessor"]


class UnphiAccessor:
    """De-identifies a Series of texts; missing values, index, name and dtype stay."""

    def __init__(self, series: pandas.Series) -> None:
        self._series = series

    def deidentify(
        self,
        deidentifier: Deidentifier | None = None,
        *,
        subject_ids: SubjectIds | None = None,
        subjects: Subjects | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> pandas.Series:
        """The texts without their identifiers, see `unphi.Deidentifier.deidentify_batch`. Columns of the same frame say whom each
        text is about: `frame["note"].unphi.deidentify(deid, subject_ids=frame["patient"])`.
        """
        return (deidentifier or _default()).deidentify_batch(
            self._series, subject_ids=subject_ids, subjects=subjects, threads=threads, progress=progress
        )

    def detect(
        self,
        deidentifier: Deidentifier | None = None,
        *,
        subjects: Subjects | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> pandas.Series:
        """Lists of `unphi.Span`, see `unphi.Deidentifier.detect_batch`."""
        return (deidentifier or _default()).detect_batch(
            self._series, subjects=subjects, threads=threads, progress=progress
        )


pandas.api.extensions.register_series_accessor("unphi")(UnphiAccessor)
