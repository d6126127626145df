"""Removes the 18 HIPAA Safe Harbor identifiers from clinical text.

>>> import unphi
>>> unphi.deidentify("Pt John Smith, DOB 03/14/1962, seen by Dr. Rose.").text
'Pt [NAME], DOB 1962, seen by Dr. [NAME].'

Offsets count code points, as Python's slices do:

>>> text = "Zoë: MRN 00482913"
>>> [text[span.start:span.end] for span in unphi.detect(text)]
['Zoë', '00482913']

Lists, iterables and columns (pyarrow, Polars, pandas, numpy) go through on all cores:

>>> unphi.deidentify_batch(["Seen by Dr. Rose", None, "BP 120/80"])
['Seen by Dr. [NAME]', None, 'BP 120/80']

For settings of your own, build a `Deidentifier`: with a `Policy`, which says what is done to each identifier, a `Key` where it needs
one, and what is known of each `Subject`. A `Session` puts the originals back into the answers of a conversation.
"""

from __future__ import annotations

from unphi._deidentifier import Deidentifier, deidentify, deidentify_batch, detect, detect_batch
from unphi._errors import (
    BatchError,
    ConfigurationError,
    InputError,
    InternalError,
    InvalidKeyError,
    UnphiError,
)
from unphi._unphi import (
    ArrowColumn,
    Explanation,
    Key,
    Offsets,
    Policy,
    Reidentified,
    RestoreStream,
    Result,
    Session,
    Span,
    Subject,
    TokenFault,
    __version__,
)

__all__ = [
    "ArrowColumn",
    "BatchError",
    "ConfigurationError",
    "Deidentifier",
    "Explanation",
    "InputError",
    "InternalError",
    "InvalidKeyError",
    "Key",
    "Offsets",
    "Policy",
    "Reidentified",
    "RestoreStream",
    "Result",
    "Session",
    "Span",
    "Subject",
    "TokenFault",
    "UnphiError",
    "__version__",
    "deidentify",
    "deidentify_batch",
    "detect",
    "detect_batch",
]
