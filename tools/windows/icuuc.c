/* Windows 10's converters of text encodings, for wine, which has none. Qt asks for one only when it
 * does not know an encoding itself; here there is never one, so the other functions are never called. */
#include <stddef.h>
#include <stdint.h>

#define OFFERED __declspec(dllexport)
enum { FILE_ACCESS_ERROR = 4 };

OFFERED void *ucnv_open(const char *name, int *error)
{
    (void)name;
    *error = FILE_ACCESS_ERROR;
    return NULL;
}

OFFERED int32_t ucnv_countAvailable(void)
{
    return 0;
}

OFFERED const char *ucnv_getAvailableName(int32_t number)
{
    (void)number;
    return NULL;
}

OFFERED const char *ucnv_getStandardName(const char *name, const char *standard, int *error)
{
    (void)name, (void)standard;
    *error = FILE_ACCESS_ERROR;
    return NULL;
}

#define NOT_REACHED(name) OFFERED void name(void) { __builtin_trap(); }

NOT_REACHED(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOT_REACHED(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NOT_REACHED(ucnv_cbFromUWriteUChars)
NOT_REACHED(ucnv_cbToUWriteUChars)
NOT_REACHED(ucnv_fromUCountPending)
NOT_REACHED(ucnv_fromUnicode)
NOT_REACHED(ucnv_getFromUCallBack)
NOT_REACHED(ucnv_getMaxCharSize)
NOT_REACHED(ucnv_getName)
NOT_REACHED(ucnv_getToUCallBack)
NOT_REACHED(ucnv_reset)
NOT_REACHED(ucnv_setFromUCallBack)
NOT_REACHED(ucnv_setToUCallBack)
NOT_REACHED(ucnv_toUCountPending)
NOT_REACHED(ucnv_toUnicode)

OFFERED void ucnv_close(void *converter)
{
    (void)converter;
}
