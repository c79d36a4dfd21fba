# The Windows equivalent of the Makefile: .\make.ps1 run, .\make.ps1 test, …
# Needs Python 3.11 to 3.13 from python.org (the `py` launcher) and git; nothing else beforehand.
# The foreign tools of the tests (openssl, ssh-keygen, pdftotext, qpdf) must be on PATH for `test`.
param(
    [ValidateSet('run', 'test', 'lint', 'format', 'bench', 'screenshots', 'translations', 'documents', 'build', 'windows', 'release-check', 'windows-test', 'windows-test-short', 'clean')]
    [string] $Target = 'run',
    [Parameter(ValueFromRemainingArguments)] [string[]] $Rest
)

$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$Python = '.venv\Scripts\python.exe'
$Ready = '.venv\.ready'

function Invoke-Checked([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

# The newest Python that the program runs on: a computer may have newer ones beside it.
function New-Environment {
    foreach ($version in '-3.13', '-3.12', '-3.11') {
        & py $version -m venv .venv
        if ($LASTEXITCODE -eq 0) { return }
    }
    Write-Host 'Python 3.11, 3.12 or 3.13 from python.org is needed.'
    exit 1
}

function Initialize-Environment {
    $sources = 'uv.lock', 'pyproject.toml', 'tools\uv.txt', 'make.ps1'
    if (Test-Path $Ready) {
        $made = (Get-Item $Ready).LastWriteTime
        if (-not ($sources | Where-Object { (Get-Item $_).LastWriteTime -gt $made })) { return }
    }
    if (-not (Test-Path $Python)) { New-Environment }
    Invoke-Checked $Python @('-m', 'pip', '--disable-pip-version-check', '--quiet', 'install', '--require-hashes', '-r', 'tools\uv.txt')
    $env:UV_PROJECT_ENVIRONMENT = '.venv'
    $env:UV_PYTHON_DOWNLOADS = 'never'
    $sync = 'sync', '--quiet', '--frozen', '--inexact', '--python', $Python
    # First the packages, then the project itself, built with the build tool that uv.lock pins.
    Invoke-Checked '.venv\Scripts\uv.exe' ($sync + '--no-install-project')
    Invoke-Checked '.venv\Scripts\uv.exe' $sync
    # PySide would compile its own Python parts at every start. Its switch unpacks them once (ADR 19).
    $env:SBK_EMBED = '0'
    Invoke-Checked $Python @('-c', 'import shiboken6')
    Remove-Item Env:SBK_EMBED
    Invoke-Checked $Python @('-m', 'compileall', '-q', '.venv\Lib\site-packages\shiboken6\files.dir')
    New-Item -ItemType Directory -Force build | Out-Null
    New-Item -ItemType File -Force $Ready | Out-Null
}

function Invoke-Lint {
    Invoke-Checked '.venv\Scripts\ruff.exe' @('check', '--quiet')
    Invoke-Checked '.venv\Scripts\ruff.exe' @('format', '--check', '--quiet')
    Invoke-Checked $Python @('-m', 'mypy', '--no-error-summary')
    Invoke-Checked '.venv\Scripts\lint-imports.exe' @('--no-logo')
}

# As a release leaves the house, and used once.
function Invoke-Windows {
    Invoke-Checked $Python @('-m', 'tools.build', 'dist\windows')
    Invoke-Checked $Python @('-m', 'tools.release_check', '--windows')
}

if ($Target -eq 'clean') {
    $made = '.venv', 'build', 'dist', 'demo', '.coverage*', '.mypy_cache', '.ruff_cache', '.pytest_cache', '.import_linter_cache', '.hypothesis', '.benchmarks', 'resources\i18n\es.mo'
    Remove-Item -Recurse -Force -ErrorAction SilentlyContinue $made
    exit 0
}

Initialize-Environment
Invoke-Checked $Python @('-m', 'tools.translations', 'compile')
switch ($Target) {
    'run' { Invoke-Checked $Python (@('-m', 'tools.run') + $Rest) }
    'test' { Invoke-Lint; Invoke-Checked $Python @('-m', 'pytest', '-q', '-n', '2', '--dist', 'worksteal') }
    'lint' { Invoke-Lint }
    'windows-test' { Invoke-Checked $Python @('-m', 'pytest', '-q', 'tests\unit', 'tests\integration', 'tests\migrations', 'tests\vectors', 'tests\e2e', 'tests\fault', 'tests\gui') }
    'windows-test-short' { Invoke-Checked $Python @('-m', 'pytest', '-q', 'tests\unit', 'tests\e2e\test_day_in_other_letters.py') }
    'format' {
        Invoke-Checked '.venv\Scripts\ruff.exe' @('check', '--fix', '--quiet')
        Invoke-Checked '.venv\Scripts\ruff.exe' @('format', '--quiet')
    }
    'bench' { Invoke-Checked $Python @('-m', 'pytest', '-q', '-o', 'addopts=--strict-markers --import-mode=importlib', 'tests\benchmarks') }
    'screenshots' { Invoke-Checked $Python @('-m', 'tools.screenshots') }
    'translations' { Invoke-Checked $Python @('-m', 'tools.translations') }
    'documents' { Invoke-Checked $Python @('-m', 'tools.documents') }
    'build' { Invoke-Checked $Python @('-m', 'tools.build') }
    'windows' { Invoke-Windows }
    'release-check' {
        Invoke-Windows
        Invoke-Checked $Python @('-m', 'tools.build', 'dist\windows', '--again')
        $env:CLERKAPP_MUTATIONS = '20000'
        Invoke-Checked $Python @('-m', 'pytest', '-q', 'tests\fuzz\test_account_mutations.py')
    }
}
