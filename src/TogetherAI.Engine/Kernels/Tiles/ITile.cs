namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// One width of vector register as the kernels for many tokens use it: a lane is a row. As with <see cref="ILanes{TVector}"/> every member
/// becomes an instruction or two; the vector is typed as integers and read as what the member says.
/// </summary>
internal unsafe interface ITile<TVector>
    where TVector : struct
{
    /// <summary>Rows in one register.</summary>
    static abstract int Rows { get; }

    static abstract TVector Load(void* source);

    static abstract void Store(TVector value, void* destination);

    /// <summary>The same 32 bits in every lane.</summary>
    static abstract TVector Broadcast(int value);

    static abstract TVector BroadcastFloat(float value);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector Or(TVector a, TVector b);

    /// <summary>Shifts 16-bit elements left.</summary>
    static abstract TVector ShiftLeft16(TVector a, int count);

    /// <summary>Shifts 16-bit elements right, zeros following.</summary>
    static abstract TVector ShiftRight16(TVector a, int count);

    /// <summary>Shifts 16-bit elements right, the sign following.</summary>
    static abstract TVector ShiftRightSigned16(TVector a, int count);

    static abstract TVector ShiftLeft32(TVector a, int count);

    /// <summary>Zeros following.</summary>
    static abstract TVector ShiftRight32(TVector a, int count);

    static abstract TVector Add16(TVector a, TVector b);

    static abstract TVector Add32(TVector a, TVector b);

    static abstract TVector Subtract32(TVector a, TVector b);

    /// <summary>Products of signed 16-bit elements, pairs of them added: two products a lane.</summary>
    static abstract TVector MultiplyPairs(TVector a, TVector b);

    /// <summary>Products of unsigned bytes with signed ones, pairs added to 16 bits, where they must fit: four products a lane.</summary>
    static abstract TVector MultiplyBytes(TVector unsigned, TVector signed);

    static abstract TVector ToFloat(TVector a);

    static abstract TVector AddFloat(TVector a, TVector b);

    static abstract TVector MultiplyFloat(TVector a, TVector b);

    /// <summary><c>a·b + c</c>, fused.</summary>
    static abstract TVector MultiplyAddFloat(TVector a, TVector b, TVector c);

    /// <summary><c>c - a·b</c>, fused.</summary>
    static abstract TVector SubtractProductFloat(TVector a, TVector b, TVector c);

    /// <summary>A half-precision number of each of <see cref="Rows"/> rows, as floats.</summary>
    static abstract TVector LoadHalves(byte** rows, nint offset);

    /// <summary>Half-precision numbers in the lower halves of the lanes, as floats.</summary>
    static abstract TVector WidenHalves(TVector halves);

    /// <summary>
    /// 16 bytes of each of <see cref="Rows"/> rows, turned so that <paramref name="first"/> holds everyone's bytes 0 to 3,
    /// <paramref name="second"/> 4 to 7, and so on.
    /// </summary>
    static abstract void LoadTurned(byte** rows, nint offset, out TVector first, out TVector second, out TVector third, out TVector fourth);
}
