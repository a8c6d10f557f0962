namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A JSON number, with or without fraction and exponent. Digits are limited, so that a number ends and a 64-bit one can hold it. The
/// state is a place in the number and how many digits stand there.
/// </summary>
internal sealed class NumberNode : Node
{
    public static readonly NumberNode Integer = new(isInteger: true);
    public static readonly NumberNode Any = new(isInteger: false);

    private const int MaxDigits = 15, MaxExponentDigits = 2;
    private const int CountShift = 4;

    private readonly bool _isInteger;

    private NumberNode(bool isInteger)
    {
        _isInteger = isInteger;
        UpdateHeight();
    }

    private enum Place
    {
        Start,
        Minus,
        Zero,
        Digits,
        Point,
        Fraction,
        Exponent,
        ExponentSign,
        ExponentDigits,
        None,
    }

    public override void Enter(int depth, Frame? rest, FrameSet into) => into.Add(new Frame(this, (int)Place.Start, depth, rest));

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        Place place = (Place)(frame.State & ((1 << CountShift) - 1));
        int count = frame.State >> CountShift;
        Place after = After(place, count, next);
        if (after == Place.None)
            return;
        count = after == place ? count + 1 : 1;
        into.Add(frame.At((int)after | (count << CountShift)));

        // A number has no end of its own: what follows it may come next.
        if (after is Place.Zero or Place.Digits or Place.Fraction or Place.ExponentDigits)
            into.Continue(frame.Next);
    }

    protected override int HeightOfParts() => 0;

    private Place After(Place place, int count, byte next)
    {
        bool digit = next is >= (byte)'0' and <= (byte)'9';
        return place switch
        {
            Place.Start when next == (byte)'-' => Place.Minus,
            Place.Start when next == (byte)'0' => Place.Zero,
            Place.Minus when next == (byte)'0' && !_isInteger => Place.Zero,
            Place.Start or Place.Minus when digit && next != (byte)'0' => Place.Digits,
            Place.Digits when digit && count < MaxDigits => Place.Digits,
            Place.Zero or Place.Digits when next == (byte)'.' && !_isInteger => Place.Point,
            Place.Point when digit => Place.Fraction,
            Place.Fraction when digit && count < MaxDigits => Place.Fraction,
            Place.Zero or Place.Digits or Place.Fraction when next is (byte)'e' or (byte)'E' && !_isInteger => Place.Exponent,
            Place.Exponent when next is (byte)'+' or (byte)'-' => Place.ExponentSign,
            Place.Exponent or Place.ExponentSign when digit => Place.ExponentDigits,
            Place.ExponentDigits when digit && count < MaxExponentDigits => Place.ExponentDigits,
            _ => Place.None,
        };
    }
}
