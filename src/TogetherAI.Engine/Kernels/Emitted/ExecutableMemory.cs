using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// Memory for code that is made here. It is written first and made executable then, never both at once; where the system forbids even
/// that, there is none and other kernels run.
/// </summary>
internal static unsafe partial class ExecutableMemory
{
    /// <summary>A copy of some code that stays for the life of the process; null where the system refuses.</summary>
    public static void* TryCreate(ReadOnlySpan<byte> code)
    {
        try
        {
            return OperatingSystem.IsWindows() ? CreateOnWindows(code)
                : OperatingSystem.IsLinux() ? CreateOnLinux(code)
                : null;
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [SupportedOSPlatform("linux")]
    private static void* CreateOnLinux(ReadOnlySpan<byte> code)
    {
        const int Read = 1, Write = 2, Execute = 4, Private = 2, Anonymous = 0x20;
        void* memory = Map(null, (nuint)code.Length, Read | Write, Private | Anonymous, -1, 0);
        if (memory == (void*)-1)
            return null;
        code.CopyTo(new Span<byte>(memory, code.Length));
        if (Protect(memory, (nuint)code.Length, Read | Execute) == 0)
            return memory;
        _ = Unmap(memory, (nuint)code.Length);
        return null;
    }

    [SupportedOSPlatform("windows")]
    private static void* CreateOnWindows(ReadOnlySpan<byte> code)
    {
        const uint CommitAndReserve = 0x3000, Release = 0x8000, ReadWrite = 4, ExecuteRead = 0x20;
        void* memory = VirtualAlloc(null, (nuint)code.Length, CommitAndReserve, ReadWrite);
        if (memory == null)
            return null;
        code.CopyTo(new Span<byte>(memory, code.Length));
        if (VirtualProtect(memory, (nuint)code.Length, ExecuteRead, out _) != 0)
            return memory;
        _ = VirtualFree(memory, 0, Release);
        return null;
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);

    [LibraryImport("kernel32")]
    private static partial void* VirtualAlloc(void* address, nuint size, uint allocation, uint protection);

    [LibraryImport("kernel32")]
    private static partial int VirtualProtect(void* address, nuint size, uint protection, out uint before);

    [LibraryImport("kernel32")]
    private static partial int VirtualFree(void* address, nuint size, uint type);
}
