namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// What the emitted kernels have in common: two registers of rows with a few vectors, whose products <c>2·vector + register</c> each have a
/// register. A load is as dear as a product; each serves two.
/// </summary>
/// <param name="vectors">Interleaved vectors.</param>
/// <param name="packedVectors">Registers of a packed block.</param>
internal abstract class TileCode(int vectors, int packedVectors)
{
    protected const int Vector = 64;

    // The first six and the last sixteen vector registers are free to use everywhere.
    protected const int First = 0, Second = 1, Input = 2, Mask = 3, Spare = 4, Other = 5, LowerSixteen = 16, UpperEight = 24;
    protected const Register Packed = Register.Rax, Values = Register.Rdx, Sums = Register.R8, Scales = Register.R9, Blocks = Register.R10, Results = Register.R11, Upcoming = Register.Rcx;

    protected Assembler Code { get; } = new();

    protected int Vectors => vectors;

    /// <summary>Products of two registers of rows with the vectors.</summary>
    protected int Products => 2 * vectors;

    /// <summary>Where the one argument stands. On Windows that is the register of <see cref="Upcoming"/>.</summary>
    public Register Arguments { get; init; } = CallingConvention.Argument;

    /// <summary>Numbers of sums of a block.</summary>
    protected abstract int BlockSums { get; }

    /// <summary>Quads of values of a block.</summary>
    protected abstract int Quads { get; }

    /// <summary>What <see cref="Other"/> holds all the time; 0 where it is free.</summary>
    protected virtual int OtherMask => 0;

    public abstract Assembler Assemble();

    /// <summary>Everything but the counters and what is upcoming.</summary>
    protected void Begin()
    {
        Code.Broadcast(Mask, 0x0F0F0F0F, Register.Rax);
        if (OtherMask != 0)
            Code.Broadcast(Other, OtherMask, Register.Rax);
        Code.LoadPointer(Packed, Arguments, TileArguments.PackedOffset);
        Code.LoadPointer(Values, Arguments, TileArguments.ValuesOffset);
        Code.LoadPointer(Sums, Arguments, TileArguments.SumsOffset);
        Code.LoadPointer(Scales, Arguments, TileArguments.ScalesOffset);
        Code.LoadPointer(Results, Arguments, TileArguments.ResultsOffset);
    }

    /// <summary>To the next block, back to where the loop begins as long as there is one.</summary>
    protected void Next(int loop)
    {
        Code.Add(Packed, packedVectors * Vector);
        Code.Add(Values, Quads * vectors * sizeof(int));
        Code.Add(Sums, BlockSums * vectors * sizeof(int));
        Code.Add(Scales, vectors * sizeof(float));
        Code.LoopWhileCounting(Blocks, loop);
    }

    /// <summary>Multiplies a quad of both registers of rows with that of the vectors.</summary>
    protected void MultiplyQuad(int quad, int products)
    {
        for (int vector = 0; vector < vectors; vector++)
        {
            Code.Broadcast(Input, Values, ((quad * vectors) + vector) * sizeof(int));
            Code.AddByteProducts(products + (2 * vector), First, Input);
            Code.AddByteProducts(products + (2 * vector) + 1, Second, Input);
        }
    }

    /// <summary>Asks for a part of the lines that are asked for with a block.</summary>
    protected void Ask(int part, int parts, int lines)
    {
        for (int line = part * lines / parts; line < (part + 1) * lines / parts; line++)
            Code.Prefetch(Upcoming, line * Tiles.Upcoming.Line);
    }

    /// <summary>Asks for a part of the next block, for where the processor does not guess that it will be read.</summary>
    protected void AskForNext(int part, int parts)
    {
        for (int line = part * packedVectors / parts; line < (part + 1) * packedVectors / parts; line++)
            Code.Prefetch(Packed, (packedVectors + line) * Vector);
    }

    /// <summary>The lower or the upper halves of two registers of packed bytes.</summary>
    protected void LoadNibbles(int offset, bool upper)
    {
        for (int register = First; register <= Second; register++, offset += Vector)
        {
            if (!upper)
            {
                Code.And(register, Mask, Packed, offset);
                continue;
            }

            Code.ShiftWordsRight(register, Packed, offset, 4);
            Code.And(register, register, Mask);
        }
    }
}
