"""What can be wrong, each named for the thing that is wrong and told in one sentence."""


class InnographError(Exception):
    """The root of every error that is told to a user: one sentence, with what to do next."""


class OntologyError(InnographError):
    """The schema, or a batch measured against it, is not well formed."""


class ModelError(InnographError):
    """A value that the model cannot hold, such as a relation without evidence."""


class DocumentError(InnographError):
    """A file that cannot be read as a document or a register."""


class KnowledgeError(InnographError):
    """A lexicon or pattern file that breaks its own rules."""


class StoreError(InnographError):
    """The graph store cannot be reached, started or written to."""


class QueryError(InnographError):
    """A question that cannot be asked: unknown query, bad parameter, faulty or forbidden Cypher."""


class ExportError(InnographError):
    """A figure or file that cannot be made or written."""
