#!/usr/bin/env bash
# Make build/windows: a Windows Python with the packages that uv.lock pins for Windows, and wine's Windows
# to run it in (run.sh). Nothing is done when all is there already. Needs what tools/debian/windows.txt
# lists, and .venv with Python 3.11 or 3.13.
#
# The interpreter is python.org's own build, signed by the Python Software Foundation; a wheel brings it
# for programs that are made with it. The standard library is .venv's, of the same minor version.
set -euo pipefail
cd "$(dirname "$0")/../.."

python=$PWD/.venv/bin/python
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
case $version in
3.11) sum=37acfb92655c4226879f95c988e2ef1449a53c54486d6c1ebc00e2772429af82 ;; # 3.11.9
3.13) sum=0e505261bb58d8402d0099c291f1a3459acfdd38f3e7d666e72aa2e1ea5dc46f ;; # 3.13.11
*) echo "The Windows Python is made beside Python 3.11 or 3.13; .venv has $version." >&2 && exit 1 ;;
esac
library=python${version/./}
sources=$PWD/tools/windows
made=$PWD/build/windows
windows=$made/python
work=$made/work

state=$("$python" -VV | cat - "$sources"/* uv.lock tools/uv.txt | sha256sum)
[ "$(cat "$made/.ready" 2>/dev/null)" != "$state" ] || exit 0
rm -rf "$made"
mkdir -p "$windows/DLLs" "$windows/Lib/site-packages" "$work"

# The packages arrive while the rest is made. bagit has no wheel; its one file is the same everywhere.
.venv/bin/uv export --quiet --frozen --no-emit-project --all-groups -o "$work/packages.txt" >/dev/null
.venv/bin/uv pip install --quiet --python "$python" --python-platform x86_64-pc-windows-msvc \
    --python-version "$version" --require-hashes --no-deps --only-binary :all: --no-binary bagit \
    --target "$windows/Lib/site-packages" -r "$work/packages.txt" &
packages=$!

echo "panda3d==1.10.16 --hash=sha256:$sum" >"$work/interpreter.txt"
"$python" -m pip --disable-pip-version-check --quiet download --no-deps --require-hashes \
    -r "$work/interpreter.txt" --platform win_amd64 --python-version "$version" \
    --only-binary :all: -d "$work"
unzip -qqoj "$work"/panda3d-*.whl 'deploy_libs/*' -d "$windows/DLLs"
# wine has Windows' own interfaces; and it lacks what 3.13's _wmi asks for (platform does without).
rm -f "$windows/DLLs"/{api-ms-*.dll,_wmi.pyd,*t-win_amd64.pyd}
mv "$windows/DLLs/$library.dll" "$windows"
for name in "$windows"/DLLs/VCRUNTIME140*.dll; do
    mv "$name" "$windows/$(basename "${name,,}")"
done

tar -C "$("$python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')" -cf - \
    --exclude=__pycache__ --exclude=./site-packages --exclude=./dist-packages --exclude=./lib-dynload \
    --exclude=./test --exclude=./idlelib --exclude='./config-3*' --exclude='_sysconfigdata*' . |
    tar -C "$windows/Lib" -xf -

# What the wheel lacks: the programs, and python3.dll, which wheels for many versions link to.
cd "$work"
gcc=x86_64-w64-mingw32-gcc
gendef - "$windows/$library.dll" >library.def 2>/dev/null
x86_64-w64-mingw32-dlltool -d library.def -D $library.dll -l library.a
awk -v to=$library 'found && NF { print $1 " = " to "." $1 (/ DATA/ ? " DATA" : "") }
    /^EXPORTS/ { found = 1; print "LIBRARY \"python3.dll\"\nEXPORTS" }' library.def >python3.def
echo "1 24 \"$sources/python.manifest\"" | x86_64-w64-mingw32-windres -o manifest.o
$gcc -O2 -s -municode -o "$windows/python.exe" "$sources/python.c" manifest.o library.a
$gcc -O2 -s -municode -mwindows -DWINDOWED -o "$windows/pythonw.exe" "$sources/python.c" manifest.o library.a
$gcc -shared -s -o "$windows/python3.dll" "$sources/forwarder.c" python3.def

# wine's Windows, and what of Windows 10 it lacks. A build never takes libraries from there.
"$sources/run.sh" wineboot --init >/dev/null 2>&1 || true
"$sources/run.sh" reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null
# A text cursor that stands: then a picture changes only when something happened.
"$sources/run.sh" reg add 'HKCU\Control Panel\Desktop' /v CursorBlinkRate /d -1 /f >/dev/null
system=$made/prefix/drive_c/windows/system32
for name in icuuc mscms bcryptprimitives; do
    if [ $name != bcryptprimitives ] || [ ! -e "$system/$name.dll" ]; then
        $gcc -O2 -shared -s -o $name.dll "$sources/$name.c" -ladvapi32
        cp --remove-destination $name.dll "$system"
    fi
done

wait $packages
"$sources/run.sh" python -c 'import sys; print("Python", sys.version.split()[0], "for Windows is ready.")'
# Windows are shown by another copy: the first program that runs in one decides whether it has a display. The
# registry is on the disk once wine has ended.
WINEPREFIX=$made/prefix wineserver -k && WINEPREFIX=$made/prefix wineserver -w
cp -a "$made/prefix" "$made/prefix-display"
cd "$made" && rm -rf "$work"
echo "$state" >"$made/.ready"
