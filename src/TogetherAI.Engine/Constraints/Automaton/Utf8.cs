namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// Well-formed UTF-8, byte by byte (Unicode 16, table 3-7): no overlong forms, no surrogates, nothing past U+10FFFF.
/// </summary>
internal static class Utf8
{
    /// <summary>Between characters.</summary>
    public const int Boundary = 0;

    public const int Invalid = -1;

    /// <summary>States are fewer than this.</summary>
    public const int States = 8;

    /// <summary>1 to 3: so many bytes are missing. 4 to 7: the next byte of a character has narrower bounds.</summary>
    public static int Next(int state, byte next) => state switch
    {
        Boundary => next switch
        {
            < 0x80 => Boundary,
            < 0xC2 => Invalid,
            < 0xE0 => 1,
            0xE0 => 4,
            0xED => 5,
            < 0xF0 => 2,
            0xF0 => 6,
            < 0xF4 => 3,
            0xF4 => 7,
            _ => Invalid,
        },
        4 => next is >= 0xA0 and <= 0xBF ? 1 : Invalid,
        5 => next is >= 0x80 and <= 0x9F ? 1 : Invalid,
        6 => next is >= 0x90 and <= 0xBF ? 2 : Invalid,
        7 => next is >= 0x80 and <= 0x8F ? 2 : Invalid,
        _ => next is >= 0x80 and <= 0xBF ? state - 1 : Invalid,
    };
}
