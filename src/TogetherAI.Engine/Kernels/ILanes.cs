namespace TogetherAI.Engine.Kernels;

/// <summary>
/// One width of vector register, so that a kernel is written once and compiled for each: <typeparamref name="TVector"/> is the bare
/// <c>Vector128/256/512&lt;float&gt;</c>, and every member becomes an instruction or two.
/// </summary>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floats in one register.</summary>
    static abstract int Count { get; }

    static abstract TVector Broadcast(float value);

    static abstract TVector Load(float* source);

    /// <summary>Upper half of a float each: widened by a shift.</summary>
    static abstract TVector LoadBFloat16(ushort* source);

    /// <summary>IEEE half precision.</summary>
    static abstract TVector LoadFloat16(ushort* source);

    static abstract void Store(TVector value, float* destination);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary><c>a·b + c</c>, fused where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The larger of each pair; the second where one is no number.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>Moves the bits of each float.</summary>
    static abstract TVector ShiftLeft(TVector value, int bits);

    static abstract float Sum(TVector value);

    static abstract float Largest(TVector value);
}
