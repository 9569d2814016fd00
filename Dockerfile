# One image for every service; what it serves is said when it starts.
ARG PYTHON_IMAGE=python:3.13-slim
FROM ${PYTHON_IMAGE} AS built
WORKDIR /source
COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md ./
# The lock names our tools too; the product gets only what it needs itself, by the same hashes.
RUN uv venv /opt/linli \
    && uv pip install --python /opt/linli/bin/python --no-cache --compile-bytecode \
        --require-hashes --constraints requirements.lock -r pyproject.toml
COPY vocabulary vocabulary
COPY contracts contracts
COPY runtime runtime
COPY audit audit
COPY bus bus
COPY groundwork groundwork
COPY services services
COPY gateway gateway
COPY cli cli
COPY sample sample
RUN hatchling build -t wheel -d /wheel \
    && uv pip install --python /opt/linli/bin/python --no-cache --compile-bytecode \
        --no-deps /wheel/*.whl

# For names with rare characters, and in Uyghur, Tibetan, Mongolian or Yi.
FROM ${PYTHON_IMAGE} AS fonts
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-hanazono fonts-babelstone-han fonts-noto-core \
    && cd /usr/share/fonts/truetype \
    && install -D -m 644 -t /fonts hanazono/*.ttf babelstone/*.ttf \
        noto/NotoNaskhArabic-Regular.ttf noto/NotoSerifTibetan-Regular.ttf \
        noto/NotoSansMongolian-Regular.ttf noto/NotoSansYi-Regular.ttf

FROM ${PYTHON_IMAGE}
# For `linli backup`: its pg_dump must not be older than the server, which is 17.
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /var/lib/linli --create-home linli \
    && install -d -o linli -g linli /definitions /var/lib/linli/data /var/lib/linli/data/attachments
COPY --from=fonts /fonts/ /usr/share/linli/fonts/
COPY --from=built /opt/linli /opt/linli
ENV PATH=/opt/linli/bin:$PATH PYTHONUNBUFFERED=1 LINLI_FONT_FOLDER=/usr/share/linli/fonts
WORKDIR /var/lib/linli
USER linli
ENTRYPOINT ["linli"]
