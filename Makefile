# 在一台只有 git、make 和 Python 3.11+ 的机器上，`make up` 和 `make test` 会自己做完全部准备。
# On a machine with git, make and Python 3.11+, `make up` and `make test` do all the set-up themselves.

SHELL := /bin/sh
BIN := .venv/bin
SOURCES := graph loaders queries diagrams explorer cli app.py settings.py tests bench tools
PYTEST ?= $(BIN)/python -m pytest -p tests.strict
.DEFAULT_GOAL := help
.PHONY: help up build stop test lint format docs bench tools clean

help: ## 列出全部目标
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

up: .venv/.run ## 准备环境，按 data/ 建图，打开浏览界面并给出地址（Ctrl-C 结束）
	@echo "==> [2/2] 启动图谱与浏览界面（Ctrl-C 结束）"
	@$(BIN)/innograph up

build: .venv/.run ## 按 data/ 重新读取文件并更新图谱
	@$(BIN)/innograph build

stop: .venv/.run ## 停止浏览界面与内嵌图数据库
	@$(BIN)/innograph stop

test: .venv/.test ## 准备环境与测试工具，然后检查格式、类型并运行全部测试
	@echo "==> [2/5] 测试所需的其他工具：Chromium、JDK、Maven、LibreOffice"
	@sh tools/install-test-tools.sh
	@echo "==> [3/5] 代码检查（ruff）"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "==> [4/5] 类型检查（mypy --strict）"
	@$(BIN)/mypy
	@echo "==> [5/5] 测试（pytest；最后一行给出通过、失败与跳过的数目）"
	@$(PYTEST)

lint: .venv/.test ## 只检查格式与类型
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: .venv/.test ## 按统一格式改写代码
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: .venv/.test ## 由命令与查询本身重写 docs/cli.md
	@$(BIN)/python -m cli.reference docs/cli.md

bench: .venv/.test ## 重新测量 bench/ 中的各项数字
	@for script in $(filter-out bench/test_% bench/conftest.py,$(wildcard bench/*.py)); do echo "==> $$script"; $(BIN)/python "$$script" || exit 1; done

tools: ## 安装测试所需的其他工具（Debian，需 root 或免密 sudo）
	@sh tools/install-test-tools.sh

clean: ## 删除环境与可再生成的文件；图谱与 data/ 不受影响
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

.venv/.run: pyproject.toml tools/environment.sh
	@echo "==> [1/2] 准备 Python 环境 .venv（首次约一两分钟）"
	@sh tools/environment.sh .
	@touch $@

.venv/.test: pyproject.toml tools/environment.sh
	@echo "==> [1/5] 准备 Python 环境 .venv，含测试所需的包（首次约两分钟）"
	@sh tools/environment.sh ".[test,py2neo]"
	@touch $@ .venv/.run
