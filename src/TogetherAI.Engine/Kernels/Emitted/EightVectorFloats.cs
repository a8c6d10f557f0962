namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// All chains of a float tile with eight vectors, of which one quarter stands in each of two panels: what is loaded, and widened, serves eight
/// products, and sixteen sums leave the units no time to wait. Where it is written in C#, four of those registers move about.
/// </summary>
/// <param name="chains">Chains of a tile.</param>
/// <param name="pairs">Whether two steps of BF16 share a register.</param>
/// <param name="lines">Lines to ask for with a block of a chain.</param>
internal sealed class EightVectorFloats(int chains, bool pairs, int lines)
{
    private const int Vector = 64, Sums = 16, First = 0, Second = 1, Mask = 3;
    private const Register Packed = Register.Rax, Values = Register.Rdx, Others = Register.R9, Blocks = Register.R8, Left = Register.R10, Results = Register.R11, Upcoming = Register.Rcx;
    private readonly Assembler _code = new();

    /// <summary>Where the one argument stands. On Windows that is the register of <see cref="Upcoming"/>.</summary>
    public Register Arguments { get; init; } = CallingConvention.Argument;

    public Assembler Assemble()
    {
        _code.Broadcast(Mask, unchecked((int)0xFFFF0000), Register.Rax);
        _code.LoadPointer(Packed, Arguments, TileArguments.PackedOffset);
        _code.LoadPointer(Values, Arguments, TileArguments.ValuesOffset);
        _code.LoadPointer(Others, Arguments, TileArguments.OtherValuesOffset);
        _code.LoadPointer(Blocks, Arguments, TileArguments.BlocksOffset);
        _code.LoadPointer(Results, Arguments, TileArguments.ResultsOffset);
        _code.LoadPointer(Upcoming, Arguments, TileArguments.UpcomingOffset);
        for (int chain = 0; chain < chains; chain++)
            MultiplyChain(chain * 2 * 2 * InputForm.Four * Vector);
        _code.Return();
        return _code;
    }

    private void MultiplyChain(int results)
    {
        const int Panel = InputForm.Four * sizeof(float);
        for (int i = 0; i < 4 * InputForm.Four; i++)
            _code.Zero(Sums + i);
        _code.Move(Left, Blocks);
        int loop = _code.Here();
        if (pairs)
        {
            _code.ShiftLeft(First, Packed, 0, 16);
            _code.ShiftLeft(Second, Packed, Vector, 16);
            MultiplyStep(0);
            _code.And(First, Mask, Packed, 0);
            _code.And(Second, Mask, Packed, Vector);
            MultiplyStep(Panel);
        }
        else
        {
            _code.Load(First, Packed, 0);
            _code.Load(Second, Packed, Vector);
            MultiplyStep(0);
        }

        for (int line = 0; line < lines; line++)
            _code.Prefetch(Upcoming, line * Tiles.Upcoming.Line);
        if (lines > 0)
            _code.Add(Upcoming, lines * Tiles.Upcoming.Line);
        _code.Add(Packed, 2 * Vector);
        _code.Add(Values, pairs ? 2 * Panel : Panel);
        _code.Add(Others, pairs ? 2 * Panel : Panel);
        _code.LoopWhileCounting(Left, loop);
        _code.Add(Packed, 2 * Vector); // what keeps the chains apart
        for (int i = 0; i < 4 * InputForm.Four; i++)
            _code.Store(Sums + i, Results, results + (i * Vector));
    }

    private void MultiplyStep(int offset)
    {
        for (int vector = 0; vector < 2 * InputForm.Four; vector++)
        {
            (Register values, int at) = vector < InputForm.Four ? (Values, vector) : (Others, vector - InputForm.Four);
            _code.AddProductFloat(Sums + (2 * vector), First, values, offset + (at * sizeof(float)));
            _code.AddProductFloat(Sums + (2 * vector) + 1, Second, values, offset + (at * sizeof(float)));
        }
    }
}
