# The same lock file as everywhere else: what was tested is what runs.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1

WORKDIR /build
COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md ./
COPY config config
COPY service service
COPY workers workers
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

# A number, because hosts that forbid root want to see it without looking into the image.
USER 10001:10001
WORKDIR /app
ENV HOME=/tmp
EXPOSE 8000
ENTRYPOINT ["escalate"]
CMD ["web"]
