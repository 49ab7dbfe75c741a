# Two images: "proxy" speaks TLS to the world, and the last one is the house itself.

FROM caddy:2.11.4-alpine AS proxy

# A folder that a number may write to: a volume takes its owner from here.
RUN install -d -o 10002 -g 10002 /certificates
ENV XDG_DATA_HOME=/certificates
ENV XDG_CONFIG_HOME=/tmp
COPY config/Caddyfile /etc/caddy/Caddyfile
USER 10002:10002
EXPOSE 8080 8443
ENTRYPOINT ["caddy"]
CMD ["run", "--config", "/etc/caddy/Caddyfile"]

# The same lock file as everywhere else: what was tested is what runs.
FROM python:3.11.15-slim-bookworm

ENV PYTHONUNBUFFERED=1

WORKDIR /build
# As above, for the nightly backups.
RUN install -d -o 10001 -g 10001 /backups
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
