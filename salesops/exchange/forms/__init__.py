from salesops.exchange.forms.undo import UndoForm
from salesops.exchange.forms.uploads import UploadForm

__all__ = ["UndoForm", "UploadForm"]
