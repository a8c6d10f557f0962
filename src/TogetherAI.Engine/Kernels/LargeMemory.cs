using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace TogetherAI.Engine.Kernels;

/// <summary>
/// Memory outside of the managed heap, on large pages where the system has them: with small ones, reading much of it waits for addresses. What
/// was not written to yet is only reserved.
/// </summary>
internal sealed unsafe partial class LargeMemory : IDisposable
{
    private const uint Line = 64;

    /// <summary>A large page of most processors.</summary>
    private const uint LargePage = 2 << 20;

    /// <exception cref="OutOfMemoryException">The system has no such memory.</exception>
    public LargeMemory(nint bytes)
    {
        Pointer = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, (nuint)bytes < LargePage ? Line : LargePage);
        if (OperatingSystem.IsLinux() && (nuint)bytes >= LargePage)
            AskForLargePages(Pointer, (nuint)bytes);
    }

    ~LargeMemory() => Free();

    /// <summary>Where it begins, at a cache line.</summary>
    public byte* Pointer { get; private set; }

    /// <summary>Gives it back; no thread may use it any more.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    // Where the system has none, or does not know the question, small ones do.
    [SupportedOSPlatform("linux")]
    private static void AskForLargePages(byte* memory, nuint bytes)
    {
        const int HugePages = 14;
        try
        {
            _ = Advise(memory, bytes, HugePages);
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);

    private void Free()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}
