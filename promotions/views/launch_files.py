"""Material of a launch: added, taken away, handed out (handbook H6.1)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from promotions.forms.launches import LaunchFileForm
from promotions.models import Launch, LaunchFile
from promotions.rules import may_launch
from promotions.services.launch_files import TYPES, add_launch_file, remove_launch_file, suffix_of
from salesops.web.views import door


@login_required
@require_POST
def file_add(request: HttpRequest, pk: int) -> HttpResponse:
    launch = get_object_or_404(Launch.objects.visible_to(request.actor), pk=pk)
    door(request, may_launch, launch)
    form = LaunchFileForm(request.POST, request.FILES)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return redirect(launch)
    said = form.cleaned_data
    kept = {"kind": said["kind"], "title": said["title"], "actor": request.actor, "at": timezone.now()}
    add_launch_file(launch, said["file"], **kept)
    messages.success(request, _("The file is kept with the launch."))
    return redirect(launch)


@login_required
@require_POST
def file_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _file(request, pk)
    door(request, may_launch, row.launch)
    remove_launch_file(row, actor=request.actor, at=timezone.now())
    messages.success(request, _("The file is taken away."))
    return redirect(row.launch)


@login_required
@require_safe
@cache_control(private=True, max_age=3600)
def file_open(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as what it is, never as anything a browser would run."""
    row = _file(request, pk)
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    suffix = suffix_of(row.name)
    is_download = suffix not in {".pdf", ".jpg", ".jpeg", ".png", ".mp4"}
    response = FileResponse(content, as_attachment=is_download, filename=row.name, content_type=TYPES[suffix])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _file(request: HttpRequest, pk: int) -> LaunchFile:
    return get_object_or_404(LaunchFile.objects.visible_to(request.actor).select_related("launch"), pk=pk)
