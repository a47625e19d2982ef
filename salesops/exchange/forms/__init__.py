from salesops.exchange.forms.uploads import UploadForm

__all__ = ["UploadForm"]
