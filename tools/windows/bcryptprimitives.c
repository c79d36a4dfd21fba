/* Windows' random numbers by the name that libraries made with Rust call them; wine 8 has the other. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID octets, ULONG count); /* RtlGenRandom, in advapi32 */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE octets, SIZE_T count)
{
    return SystemFunction036(octets, (ULONG)count);
}
