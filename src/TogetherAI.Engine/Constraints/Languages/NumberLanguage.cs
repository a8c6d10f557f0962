using System.Globalization;

namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>
/// How the numbers of a range are written: at most 15 digits, so that a double holds each exactly; integers without a point; with an
/// exponent only where nothing is asked of the number.
/// </summary>
internal static class NumberLanguage
{
    public const int MaxDigits = 15;

    // A step's remainders are states, once for each number of digits.
    private const int MaxStates = 30_000, MaxStep = 5_000;

    private static readonly int[] s_bounds = [.. "+,-./0123456789:EFef".Select(static one => (int)one)];

    public static Dfa Any { get; } = PatternCompiler.Whole(@"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?([eE][+-]?[0-9]{1,2})?");

    public static Dfa Integer { get; } = PatternCompiler.Whole("0|-?[1-9][0-9]{0,14}");

    public static Dfa Of(NumberRange range)
    {
        if (range.IsAll)
            return Any;
        if (range == NumberRange.Integers || (range.Min is null && range.Max is null && range.NotSteps.Count == 0 && range.Steps is [1]))
            return Integer;
        if (range.Min is { } only && only == range.Max && !range.AboveMin && !range.BelowMax)
            return Meets(range, only) ? Dfa.Words([Text(only)]) : Dfa.None;

        // Past 15 digits there is nothing to write, and no bound to keep.
        Step[] steps = [.. range.Steps.Select(static step => new Step(step, true)), .. range.NotSteps.Select(static step => new Step(step, false))];
        int decimals = range.Steps.Count > 0 ? steps.Where(static step => step.Wanted).Min(static step => step.Decimals) : MaxDigits;
        double remainders = steps.Aggregate(1.0, static (product, step) => product * step.Size);
        int digits = MaxDigits;
        if (steps.Length > 0 && remainders * MaxDigits > MaxStep)
            digits = Math.Max((int)(MaxStep / remainders), steps.Max(static step => Text(step.Value).Length) + 1);
        if (remainders * digits > MaxStates)
            throw new LanguageTooLargeException("A multiple");
        NumberReader reader = new(Bound.Of(range.Min), range.AboveMin, Bound.Of(range.Max), range.BelowMax, steps, Math.Min(digits, MaxDigits), decimals);
        return Dfa.Build(new NumberPlace(), reader.Next, reader.IsWhole, s_bounds);
    }

    /// <summary>Of the ways to write a number the shortest, so that two that are equal are so character by character.</summary>
    public static Dfa Shortest { get; } = PatternCompiler.Whole(@"0|-?[1-9][0-9]*|-?(0|[1-9][0-9]*)\.[0-9]*[1-9]");

    public static string Text(decimal value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    private static bool Meets(NumberRange range, decimal value) =>
        range.Steps.All(step => value % step == 0) && range.NotSteps.All(step => value % step != 0);
}
