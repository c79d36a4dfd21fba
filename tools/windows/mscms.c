/* Colour profiles, for wine, whose own library lacks one function that Qt's plugin calls. No screen
 * has a profile here. */
#include <windows.h>

#define OFFERED __declspec(dllexport)

OFFERED HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD shared, DWORD making)
{
    (void)profile, (void)access, (void)shared, (void)making;
    SetLastError(ERROR_FILE_NOT_FOUND);
    return NULL;
}

OFFERED HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options)
{
    (void)profile, (void)options;
    return NULL;
}

OFFERED BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, BYTE *content, DWORD *size)
{
    (void)profile, (void)content;
    *size = 0;
    return FALSE;
}

OFFERED BOOL WINAPI CloseColorProfile(HANDLE profile)
{
    (void)profile;
    return TRUE;
}
