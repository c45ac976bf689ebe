#!/bin/sh
# Makes .venv where it is missing or broken, and installs what the first argument names ("." or ".[test]") into it.
# Uses uv where it is there, else venv and pip. Says in one sentence what is missing on this machine.
set -eu
cd "$(dirname "$0")/.."
wanted="$1"
NEWEST_FIRST="python3.13 python3.12 python3.11 python3.14 python3 python"

stop() {
    echo "innograph: $*" >&2
    exit 1
}

suitable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-} $NEWEST_FIRST; do
        if suitable "$name"; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    stop "没有找到 Python 3.11 或更高版本；请先安装（Debian/Ubuntu：apt-get install python3 python3-venv），再运行一次。"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

make_venv() {
    rm -rf .venv
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --python "$1" .venv
    elif ! "$1" -m venv .venv >/dev/null 2>&1; then
        # Debian keeps venv apart from Python itself.
        version=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        echo "    缺少 venv 模块，安装 $version"
        rm -rf .venv
        { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends "$version"; } >/dev/null 2>&1 ||
            stop "这个 Python 没有 venv 模块；请运行 apt-get install $version，再运行一次。"
        "$1" -m venv .venv
    fi
}

if ! suitable .venv/bin/python; then
    python=$(find_python)
    echo "    用 $("$python" --version) 建立 .venv"
    make_venv "$python"
fi
echo "    安装 $wanted"
if command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python .venv/bin/python --editable "$wanted" || stop "安装没有完成；请检查网络或 pip 的软件源设置，再运行一次。"
else
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable "$wanted" ||
        stop "安装没有完成；请检查网络或 pip 的软件源设置，再运行一次。"
fi
