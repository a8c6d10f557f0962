namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A JSON string of so many characters (code points). The state is a place in a character and the number of characters begun, which is not
/// counted past where it matters. An escape never names a surrogate; the characters beyond the BMP are written as they are.
/// </summary>
internal sealed class StringNode : Node
{
    public static readonly StringNode Any = new(0, null);

    private const int Opening = Utf8.States, Escape = Opening + 1, Hex4 = Escape + 1, Hex3 = Hex4 + 1, Hex2 = Hex3 + 1, Hex1 = Hex2 + 1;
    private const int Hex3AfterD = Hex1 + 1;
    private const int CountShift = 4;

    private readonly int _min, _counted;
    private readonly int? _max;

    public StringNode(int min, int? max)
    {
        (_min, _max, _counted) = (min, max, max ?? min);
        UpdateHeight();
    }

    /// <summary>Lengths are counted in a state; no string that a model writes comes near this.</summary>
    public static int MaxCounted => int.MaxValue >> CountShift;

    public override void Enter(int depth, Frame? rest, FrameSet into) => into.Add(new Frame(this, Opening, depth, rest));

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        int place = frame.State & ((1 << CountShift) - 1), count = frame.State >> CountShift;
        if (place == Utf8.Boundary)
            Between(frame, count, next, into);
        else if (Inside(place, next) is not Utf8.Invalid and var after)
            into.Add(frame.At(after | (count << CountShift)));
    }

    protected override int HeightOfParts() => _min > _max ? Never : 0;

    private void Between(Frame frame, int count, byte next, FrameSet into)
    {
        if (next == (byte)'"')
        {
            if (count >= _min)
                into.Continue(frame.Next);
            return;
        }

        int after = next == (byte)'\\' ? Escape : next < 0x20 ? Utf8.Invalid : Utf8.Next(Utf8.Boundary, next);
        if (after != Utf8.Invalid && !(count >= _max))
            into.Add(frame.At(after | (Math.Min(count + 1, _counted) << CountShift)));
    }

    private static int Inside(int place, byte next)
    {
        bool hex = char.IsAsciiHexDigit((char)next);
        return place switch
        {
            Opening => next == (byte)'"' ? Utf8.Boundary : Utf8.Invalid,
            Escape => next switch
            {
                (byte)'u' => Hex4,
                (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => Utf8.Boundary,
                _ => Utf8.Invalid,
            },
            Hex4 when hex => next is (byte)'d' or (byte)'D' ? Hex3AfterD : Hex3,
            Hex3AfterD => next is >= (byte)'0' and <= (byte)'7' ? Hex2 : Utf8.Invalid,
            Hex3 when hex => Hex2,
            Hex2 when hex => Hex1,
            Hex1 when hex => Utf8.Boundary,
            < Utf8.States => Utf8.Next(place, next),
            _ => Utf8.Invalid,
        };
    }
}
