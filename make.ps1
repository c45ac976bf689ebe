# The same targets as the Makefile's for Windows PowerShell: ./make.ps1 up, ./make.ps1 test.
param([ValidateSet('up', 'test', 'build', 'stop', 'help')][string]$Target = 'help')

$ErrorActionPreference = 'Stop'
$env:PYTHONUTF8 = '1'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
Set-Location $PSScriptRoot
$Python = Join-Path $PSScriptRoot '.venv\Scripts\python.exe'

function Stop-With([string]$Message) {
    [Console]::Error.WriteLine("innograph: $Message")
    exit 1
}

function Find-Python {
    # Windows PowerShell 5 would take what a missing version says on stderr for an error of ours.
    $ErrorActionPreference = 'Continue'
    $candidates = @(@('py', '-3.13'), @('py', '-3.12'), @('py', '-3.11'), @('python'), @('python3'))
    foreach ($candidate in $candidates) {
        if (-not (Get-Command $candidate[0] -ErrorAction SilentlyContinue)) { continue }
        $options = @($candidate | Select-Object -Skip 1)
        & $candidate[0] @options -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>$null
        if ($LASTEXITCODE -eq 0) { return , $candidate }
    }
    Stop-With '没有找到 Python 3.11 或更高版本；请从 python.org 安装后再运行一次。'
}

function Install-Environment([string]$Wanted, [string]$Stamp) {
    $stampFile = Join-Path $PSScriptRoot ".venv\$Stamp"
    $project = Get-Item (Join-Path $PSScriptRoot 'pyproject.toml')
    if ((Test-Path $stampFile) -and ((Get-Item $stampFile).LastWriteTime -ge $project.LastWriteTime)) { return }
    Write-Host '==> 准备 Python 环境 .venv（首次约一两分钟）'
    if (-not (Test-Path $Python)) {
        $found = Find-Python
        $options = @($found | Select-Object -Skip 1)
        & $found[0] @options -m venv .venv
        if ($LASTEXITCODE -ne 0) { Stop-With '建立 .venv 没有成功。' }
    }
    & $Python -m pip install --quiet --disable-pip-version-check --editable $Wanted
    if ($LASTEXITCODE -ne 0) { Stop-With '安装没有完成；请检查网络或 pip 的软件源设置，再运行一次。' }
    Set-Content -Path $stampFile -Value $Wanted
}

switch ($Target) {
    'help' { Write-Host './make.ps1 up | test | build | stop' }
    'test' {
        Install-Environment '.[test,py2neo]' '.test'
        Write-Host '==> 代码检查（ruff、mypy），然后是测试（pytest）'
        & $Python -m ruff check .
        if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
        & $Python -m mypy
        if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
        & $Python -m pytest
        exit $LASTEXITCODE
    }
    default {
        Install-Environment '.' '.run'
        & $Python -m innograph $Target
        exit $LASTEXITCODE
    }
}
