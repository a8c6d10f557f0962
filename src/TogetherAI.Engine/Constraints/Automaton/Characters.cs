using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A place in a text of an automaton's language, byte by byte: well-formed UTF-8 (Unicode 16, table 3-7) and, inside a JSON string, escapes.
/// A byte is only taken where a character of the language can still come of it. Packed into 64 bits, the upper 18 for a count.
/// </summary>
/// <param name="Value">The bits.</param>
internal readonly record struct Characters(long Value)
{
    /// <summary>Most that can be counted.</summary>
    public const int MaxCounted = (1 << 18) - 1;

    private const int KindShift = 20, PartShift = 24, CountShift = 45;
    private const int Boundary = 0, Rest = 3, EscapeKind = 7, Hex = 7, HexRest = 11, OpeningKind = 15;
    private const int FirstSurrogate = 0xD800, LastSurrogate = 0xDFFF;

    private Characters(int state, int kind, int part, int count)
        : this(state + ((long)kind << KindShift) + ((long)part << PartShift) + ((long)count << CountShift))
    {
    }

    /// <summary>The automaton's state after the last whole character; after a character that is certain already, the state after it.</summary>
    public int State => (int)(Value & ((1 << KindShift) - 1));

    /// <summary>Characters so far, in the caller's terms.</summary>
    public int Count => (int)(Value >> CountShift);

    public bool IsBoundary => Kind == Boundary;

    public bool IsOpening => Kind == OpeningKind;

    /// <summary>Whether a backslash is the last byte.</summary>
    public bool IsEscape => Kind == EscapeKind;

    private int Kind => (int)(Value >> KindShift) & 15;

    private int Part => (int)(Value >> PartShift) & 0x1FFFFF;

    public static Characters Opening => new(0, OpeningKind, 0, 0);

    public static Characters Start => default;

    public Characters Counted(int count) => new(State, Kind, Part, count);

    /// <summary>Takes a byte of UTF-8; null where it may not follow.</summary>
    public Characters? Next(Dfa language, byte next)
    {
        if (Kind > Rest)
            return next is >= 0x80 and <= 0xBF ? After(State, Kind - Rest - 1, 0, isCertain: true) : null;
        if (Kind == Boundary)
        {
            return next switch
            {
                < 0x80 => Into(language, next, 0),
                < 0xC2 or > 0xF4 => null,
                < 0xE0 => Into(language, next & 0x1F, 1),
                < 0xF0 => Into(language, next & 0x0F, 2),
                _ => Into(language, next & 0x07, 3),
            };
        }

        if (next is < 0x80 or > 0xBF)
            return null;
        int part = (Part << 6) | (next & 0x3F);

        // Overlong forms and what lies past the last character.
        return (Kind == 2 && Part < 0x10 && part < 0x20) || (Kind == 3 && part is < 0x10 or > 0x10F) ? null : Into(language, part, Kind - 1);
    }

    /// <summary>Takes a byte inside a JSON string, but its closing quote; null where it may not follow.</summary>
    public Characters? NextInString(Dfa language, byte next)
    {
        if (Kind <= Rest + 3)
        {
            if (Kind != Boundary || next != (byte)'\\')
                return Kind == Boundary && next is < 0x20 or (byte)'"' ? null : Next(language, next);
            return language.Any(State, 0, FirstSurrogate - 1) || language.Any(State, LastSurrogate + 1, 0xFFFF) ? new(State, EscapeKind, 0, Count) : null;
        }

        if (Kind == OpeningKind)
            return next == (byte)'"' ? new(State, Boundary, 0, Count) : null;
        if (Kind == EscapeKind)
        {
            int point = next switch
            {
                (byte)'u' => -1,
                (byte)'"' or (byte)'\\' or (byte)'/' => next,
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                _ => -2,
            };
            return point == -1 ? new(State, Hex + 4, 0, Count) : point == -2 ? null : At(language.Next(State, point));
        }

        int digit = char.IsAsciiHexDigit((char)next) ? Convert.ToInt32(((char)next).ToString(), 16) : -1;
        if (digit < 0)
            return null;
        return Kind > HexRest ? AfterHex(State, Kind - HexRest - 1, 0, isCertain: true) : IntoHex(language, (Part << 4) | digit, Kind - Hex - 1);
    }

    private Characters? At(int state) => state == Dfa.Dead ? null : new(state, Boundary, 0, Count);

    private Characters? Into(Dfa language, int part, int missing)
    {
        int first = part << (6 * missing), last = first + (1 << (6 * missing)) - 1;
        if (missing == 0)
            return At(language.Next(State, first));
        int lowest = missing == 2 && part < 0x10 ? 0x800 : missing == 3 ? 0x10000 : 0;
        return Narrow(language, first, last, lowest, out int state) is not { } isCertain ? null : After(isCertain ? state : State, missing, isCertain ? 0 : part, isCertain);
    }

    private Characters? IntoHex(Dfa language, int part, int missing)
    {
        int first = part << (4 * missing), last = first + (1 << (4 * missing)) - 1;
        if (missing == 0)
            return first is >= FirstSurrogate and <= LastSurrogate ? null : At(language.Next(State, first));
        return Narrow(language, first, last, 0, out int state) is not { } isCertain ? null : AfterHex(isCertain ? state : State, missing, isCertain ? 0 : part, isCertain);
    }

    private Characters After(int state, int missing, int part, bool isCertain) =>
        new(state, missing == 0 ? Boundary : isCertain ? Rest + missing : missing, part, Count);

    private Characters AfterHex(int state, int missing, int part, bool isCertain) =>
        new(state, missing == 0 ? Boundary : isCertain ? HexRest + missing : Hex + missing, part, Count);

    /// <summary>
    /// What can come of a character of which a beginning is known: null where nothing, true where each leads to the same state, so that
    /// which one it is need not be kept.
    /// </summary>
    private bool? Narrow(Dfa language, int first, int last, int lowest, out int state)
    {
        bool isWhole = first >= lowest && last <= CodePoints.Last && (last < FirstSurrogate || first > LastSurrogate);
        (first, last) = (Math.Max(first, lowest), Math.Min(last, CodePoints.Last));
        state = Dfa.Dead;
        if (isWhole && language.Common(State, first, last) is { } common)
        {
            state = common;
            return common == Dfa.Dead ? null : true;
        }

        return language.Any(State, first, Math.Min(last, FirstSurrogate - 1)) || language.Any(State, Math.Max(first, LastSurrogate + 1), last) ? false : null;
    }
}
