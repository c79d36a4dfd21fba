/* python.exe, and with -DWINDOWED pythonw.exe: the interpreter is all in Python's library. */
#include <windows.h>

int _dowildcard = 0; /* arguments reach Python as they were given */
__declspec(dllimport) int Py_Main(int count, wchar_t **arguments);

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE program, HINSTANCE before, LPWSTR line, int shown)
{
    (void)program, (void)before, (void)line, (void)shown;
    return Py_Main(__argc, __wargv);
}
#else
int wmain(int count, wchar_t **arguments)
{
    return Py_Main(count, arguments);
}
#endif
