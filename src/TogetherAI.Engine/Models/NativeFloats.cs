using System.Runtime.InteropServices;

namespace TogetherAI.Engine.Models;

/// <summary>
/// Floats outside of the managed heap, zero at first, beginning on a cache line. Keys and values grow with every token: on the heap they
/// would set off collections of everything, again and again.
/// </summary>
internal sealed unsafe class NativeFloats : IDisposable
{
    private const int Alignment = 64;
    private float* _pointer;

    /// <exception cref="OutOfMemoryException">The system has no such memory.</exception>
    public NativeFloats(int length)
    {
        Length = length;
        nuint bytes = (nuint)length * sizeof(float);
        _pointer = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(_pointer, bytes);
    }

    ~NativeFloats() => Free();

    public int Length { get; }

    /// <summary>The first float; valid until this is disposed, and while it is referenced.</summary>
    public float* Pointer => _pointer;

    public Span<float> Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(Length - start));
        return new Span<float>(_pointer + start, length);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
