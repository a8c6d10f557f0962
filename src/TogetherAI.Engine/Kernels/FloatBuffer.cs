namespace TogetherAI.Engine.Kernels;

/// <summary>Floats that stay where they are and begin on a cache line, so that threads can share them by address.</summary>
internal sealed unsafe class FloatBuffer
{
    private const int Alignment = 64;
    private readonly float[] _array;

    public FloatBuffer(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(checked(length + (Alignment / sizeof(float))), pinned: true);
        nuint address = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _array[0]);
        Pointer = (float*)((address + (Alignment - 1)) & ~(nuint)(Alignment - 1));
    }

    public int Length { get; }

    /// <summary>The first float; valid while this object is referenced.</summary>
    public float* Pointer { get; }

    public Span<float> Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(Length - start));
        return new Span<float>(Pointer + start, length);
    }
}
