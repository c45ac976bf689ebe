#!/bin/sh
# Installs what the tests need beyond Python: a Chromium, a JDK of 17 or later, Maven,
# the word processor of LibreOffice.
# Only where it may (Debian and its kin; root or a sudo that asks nothing); what stays missing is named,
# and the tests that need it are then skipped by name (with INNOGRAPH_TEST_STRICT=1 they fail).
set -u

has_chromium() {
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1
}

has_jdk() {
    # The version line of javac is "javac 17.0.15"; a plain runtime has no javac and cannot start a source file.
    command -v javac >/dev/null 2>&1 && [ "$(javac -version 2>&1 | sed -E 's/[^0-9]*([0-9]+).*/\1/')" -ge 17 ] 2>/dev/null
}

has_maven() {
    command -v mvn >/dev/null 2>&1
}

has_libreoffice() {
    # The program alone is no proof: without its word processor it starts, ends well and converts nothing.
    soffice --version 2>/dev/null | grep -q '^LibreOffice ' || return 1
    trial=$(mktemp -d) || return 1
    echo a >"$trial/a.txt"
    soffice "-env:UserInstallation=file://$trial/profile" --headless --convert-to docx --outdir "$trial" "$trial/a.txt" \
        >/dev/null 2>&1
    [ -s "$trial/a.docx" ]
    found=$?
    rm -rf "$trial"
    return $found
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

missing=""
has_chromium || missing="$missing chromium"
has_jdk || missing="$missing default-jdk-headless"
has_maven || missing="$missing maven"
has_libreoffice || missing="$missing libreoffice-writer-nogui"
if [ -z "$missing" ]; then
    echo "    已齐备"
    exit 0
fi

if command -v apt-get >/dev/null 2>&1 && as_root true; then
    echo "    安装：$missing（首次约两三分钟）"
    as_root apt-get update -qq >/dev/null 2>&1 || echo "    apt-get update 没有成功，仍尝试安装" >&2
    # shellcheck disable=SC2086  # one word a package
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 ||
        echo "    apt-get install 没有成功" >&2
else
    echo "    这里不能用 apt-get 安装（需要 Debian 系统与 root 或免密 sudo）" >&2
fi

has_chromium || echo "    跳过：没有 Chromium，浏览器中的测试不运行" >&2
has_jdk || echo "    跳过：没有 JDK 17 或更高版本，Neo4j 上的测试不运行" >&2
has_maven || echo "    跳过：没有 Maven，Neo4j 上的测试不运行" >&2
has_libreoffice || echo "    跳过：没有 LibreOffice（Writer），读取 doc、wps、rtf、odt 的测试不运行" >&2
exit 0
