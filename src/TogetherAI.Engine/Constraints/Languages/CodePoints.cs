using System.Globalization;

namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>A set of code points, as ranges in order that neither touch nor overlap. Immutable.</summary>
internal sealed class CodePoints
{
    public const int Last = 0x10FFFF;

    public static readonly CodePoints All = Of((0, Last));
    public static readonly CodePoints Digit = Of(('0', '9'));
    public static readonly CodePoints Word = Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>White space as ECMA-262 has it.</summary>
    public static readonly CodePoints Space = Of(
        (9, 13), (32, 32), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    public static readonly CodePoints LineEnd = Of((10, 10), (13, 13), (0x2028, 0x2029));

    private CodePoints((int First, int Last)[] ranges) => Ranges = ranges;

    public (int First, int Last)[] Ranges { get; }

    public static CodePoints Of(params ReadOnlySpan<(int First, int Last)> ranges)
    {
        List<(int First, int Last)> ordered = [.. ranges];
        ordered.Sort();
        List<(int First, int Last)> joined = [];
        foreach ((int first, int last) in ordered)
        {
            if (joined.Count > 0 && first <= joined[^1].Last + 1)
                joined[^1] = (joined[^1].First, Math.Max(joined[^1].Last, last));
            else
                joined.Add((first, last));
        }

        return new CodePoints([.. joined]);
    }

    /// <summary>Those of some Unicode categories.</summary>
    public static CodePoints Of(Func<UnicodeCategory, bool> isMember)
    {
        List<(int, int)> ranges = [];
        int first = -1;
        for (int point = 0; point <= Last + 1; point++)
        {
            bool member = point <= Last && isMember(CharUnicodeInfo.GetUnicodeCategory(point));
            if (member && first < 0)
                first = point;
            if (!member && first >= 0)
                (_, first) = (Add(ranges, first, point - 1), -1);
        }

        return new CodePoints([.. ranges]);

        static int Add(List<(int, int)> ranges, int first, int last)
        {
            ranges.Add((first, last));
            return last;
        }
    }

    public CodePoints Union(CodePoints other) => Of([.. Ranges, .. other.Ranges]);

    public CodePoints Complement()
    {
        List<(int, int)> rest = [];
        int next = 0;
        foreach ((int first, int last) in Ranges)
        {
            if (first > next)
                rest.Add((next, first - 1));
            next = last + 1;
        }

        if (next <= Last)
            rest.Add((next, Last));
        return new CodePoints([.. rest]);
    }
}
