using System.Globalization;

namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>
/// How the numbers of a range are written: at most 15 digits, so that a double holds each exactly, or with so many as one likes; integers
/// without a point; with an exponent only where nothing is asked of the number.
/// </summary>
internal static class NumberLanguage
{
    public const int MaxDigits = 15;

    // A step's remainders are states, once for each number of digits.
    private const int MaxStates = 30_000, MaxStep = 5_000;

    // Of what takes more states than that, so many values are written.
    private const int MaxValues = 1_000;

    private static readonly int[] s_bounds = [.. "+,-./0123456789:EFef".Select(static one => (int)one)];

    public static Dfa Any { get; } = PatternCompiler.Whole(@"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?([eE][+-]?[0-9]{1,2})?");

    public static Dfa Integer { get; } = PatternCompiler.Whole("0|-?[1-9][0-9]{0,14}");

    private static Dfa LongAny { get; } = PatternCompiler.Whole(@"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?");

    private static Dfa LongInteger { get; } = PatternCompiler.Whole("0|-?[1-9][0-9]*");

    /// <param name="range">The numbers.</param>
    /// <param name="isLong">Whether they may have more than 15 digits.</param>
    public static Dfa Of(NumberRange range, bool isLong)
    {
        if (range.IsAll)
            return isLong ? LongAny : Any;
        if (range.Min is null && range.Max is null && range.NotSteps.Count == 0 && range.Steps is [1])
            return isLong ? LongInteger : Integer;
        if (range.Min is { } only && only == range.Max && !range.AboveMin && !range.BelowMax)
            return Meets(range, only) ? Dfa.Words([Text(only)]) : Dfa.None;
        Step[] steps = [.. range.Steps.Select(static step => new Step(step, true)), .. range.NotSteps.Select(static step => new Step(step, false))];
        int decimals = range.Steps.Count > 0 ? steps.Where(static step => step.Wanted).Min(static step => step.Decimals) : MaxDigits;
        double remainders = steps.Aggregate(1.0, static (product, step) => product * step.Size);
        (Bound? min, Bound? max) = (Bound.Of(range.Min), Bound.Of(range.Max));
        int? digits = isLong ? null : MaxDigits;
        if (!isLong && steps.Length > 0 && remainders * MaxDigits > MaxStep)
            digits = Math.Min(MaxDigits, Math.Max((int)(MaxStep / remainders), steps.Max(static step => Text(step.Value).Length) + 1));
        if (remainders * (digits ?? MaxDigits) > MaxStates)
            return Multiples(range);
        NumberReader reader = new(min, range.AboveMin, max, range.BelowMax, steps, digits, decimals);
        return Dfa.Build(new NumberPlace(), reader.Next, reader.IsWhole, s_bounds);
    }

    /// <summary>The multiples that are nearest to zero or to the bound that keeps them from it.</summary>
    private static Dfa Multiples(NumberRange range)
    {
        if (range.Steps.Count == 0)
            throw new LanguageTooLargeException("What is no multiple");
        List<string> words = [];
        decimal step = range.Steps.Max();
        try
        {
            decimal first = Math.Max(0, Math.Ceiling((range.Min ?? 0) / step)) + Math.Min(0, Math.Floor((range.Max ?? 0) / step));
            for (int i = 0; i < MaxValues; i++)
            {
                foreach (decimal value in i == 0 ? [first * step] : new[] { (first + i) * step, (first - i) * step })
                {
                    if (Text(value).Count(char.IsAsciiDigit) <= MaxDigits && Meets(range, value))
                        words.Add(Text(value));
                }
            }
        }
        catch (OverflowException)
        {
            // There is nothing to write so far out.
        }

        return words.Count > 0 ? Dfa.Words(words) : throw new LanguageTooLargeException("A multiple");
    }

    /// <summary>Of the ways to write a number the shortest, so that two that are equal are so character by character.</summary>
    public static Dfa Shortest { get; } = PatternCompiler.Whole(@"0|-?[1-9][0-9]*|-?(0|[1-9][0-9]*)\.[0-9]*[1-9]");

    public static string Text(decimal value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    private static bool Meets(NumberRange range, decimal value) =>
        (range.AboveMin ? !(value <= range.Min) : !(value < range.Min)) && (range.BelowMax ? !(value >= range.Max) : !(value > range.Max))
        && range.Steps.All(step => value % step == 0) && range.NotSteps.All(step => value % step != 0);
}
