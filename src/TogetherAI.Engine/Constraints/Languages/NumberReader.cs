namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>A bound's digits, without its sign.</summary>
internal sealed record Bound(bool IsNegative, string Whole, string Fraction)
{
    public static Bound? Of(decimal? value)
    {
        if (value is not { } known)
            return null;
        string[] parts = NumberLanguage.Text(Math.Abs(known)).Split('.');
        return new Bound(known < 0, parts[0], parts.Length > 1 ? parts[1] : "");
    }
}

/// <summary>A number that others are to be a multiple of, or not: <see cref="Size"/> over a power of ten.</summary>
internal sealed record Step
{
    public Step(decimal value, bool wanted)
    {
        (Value, Wanted) = (value, wanted);
        string text = NumberLanguage.Text(value);
        int point = text.IndexOf('.', StringComparison.Ordinal);
        Decimals = point < 0 ? 0 : text.Length - point - 1;
        decimal size = value;
        for (int i = 0; i < Decimals; i++)
            size *= 10;
        Size = size <= int.MaxValue ? (int)size : throw new LanguageTooLargeException("A multiple");
    }

    public decimal Value { get; }

    public bool Wanted { get; }

    public int Size { get; }

    public int Decimals { get; }
}

/// <summary>A place in a number. Comparisons are with the bounds' digits so far: less, equal or more.</summary>
internal readonly record struct NumberPlace(
    NumberPart Part, bool IsNegative, int Digits, int Whole, int Fraction, int ToMin, int ToMax, long Remainder, bool HasRest, bool HasValue);

internal enum NumberPart
{
    Start,
    Minus,
    Zero,
    Whole,
    Point,
    Fraction,
}

/// <summary>Reads a number character by character and holds it to bounds and steps.</summary>
/// <param name="min">The lower bound.</param>
/// <param name="aboveMin">Whether the bound itself is out.</param>
/// <param name="max">The upper bound.</param>
/// <param name="belowMax">Whether the bound itself is out.</param>
/// <param name="steps">What it is a multiple of, and what not.</param>
/// <param name="digits">The most digits; null where there may be any number.</param>
/// <param name="decimals">The most digits after the point; <see cref="NumberLanguage.MaxDigits"/> where nothing is said of them.</param>
internal sealed class NumberReader(Bound? min, bool aboveMin, Bound? max, bool belowMax, Step[] steps, int? digits, int decimals)
{
    // Of digits before the point it only matters whether there are more than a bound has.
    private readonly int _whole = Math.Max(min?.Whole.Length ?? 0, max?.Whole.Length ?? 0) + 1;

    // Digits after the point are counted no further than any bound, step or limit asks.
    private readonly int _counted = Math.Max(
        Math.Max(min?.Fraction.Length ?? 0, max?.Fraction.Length ?? 0),
        Math.Max(steps.Select(static step => step.Decimals).DefaultIfEmpty(0).Max(), decimals < NumberLanguage.MaxDigits ? decimals : 0));

    public NumberPlace? Next(NumberPlace place, int point)
    {
        if (point == '-')
            return place.Part == NumberPart.Start ? place with { Part = NumberPart.Minus, IsNegative = true } : null;
        if (point == '.')
        {
            return place.Part is NumberPart.Zero or NumberPart.Whole && decimals > 0
                ? place with { Part = NumberPart.Point, Whole = 0, ToMin = AtPoint(min, place, place.ToMin), ToMax = AtPoint(max, place, place.ToMax) }
                : null;
        }

        if (point is < '0' or > '9' || (digits is not null && place.Digits >= digits))
            return null;
        switch (place.Part)
        {
            case NumberPart.Start or NumberPart.Minus:
                return Count(place, point) with { Part = point == '0' ? NumberPart.Zero : NumberPart.Whole, Whole = 1 };
            case NumberPart.Whole:
                return Count(place, point) with { Whole = Math.Min(place.Whole + 1, _whole) };
            case NumberPart.Point or NumberPart.Fraction when decimals == NumberLanguage.MaxDigits || place.Fraction < decimals:
                return Count(place, point) with { Part = NumberPart.Fraction, Fraction = Math.Min(place.Fraction + 1, _counted) };
            default:
                return null;
        }
    }

    public int IsWhole(NumberPlace place)
    {
        if (place.Part is not (NumberPart.Zero or NumberPart.Whole or NumberPart.Fraction) || (place.IsNegative && !place.HasValue))
            return 0;
        int toMin = Side(min, place, AtEnd(min, place, place.ToMin)), toMax = Side(max, place, AtEnd(max, place, place.ToMax));
        bool within = (min is null || toMin > 0 || (toMin == 0 && !aboveMin)) && (max is null || toMax < 0 || (toMax == 0 && !belowMax));
        return within && Steps(place) ? 1 : 0;
    }

    private NumberPlace Count(NumberPlace place, int point)
    {
        bool fraction = place.Part is NumberPart.Point or NumberPart.Fraction;
        int index = fraction ? place.Fraction : place.Whole;
        NumberPlace next = place with
        {
            Digits = digits is null ? 0 : place.Digits + 1,
            ToMin = Compare(min, fraction, index, point, place.ToMin),
            ToMax = Compare(max, fraction, index, point, place.ToMax),
            HasValue = place.HasValue || point != '0',
        };

        // Each step's remainder, packed: their sizes bound the product.
        long packed = 0, scale = 1, rest = place.Remainder;
        foreach (Step step in steps)
        {
            long remainder = rest % step.Size;
            rest /= step.Size;
            if (fraction && place.Fraction >= step.Decimals)
                next = next with { HasRest = next.HasRest || point != '0' };
            else
                remainder = ((remainder * 10) + (point - '0')) % step.Size;
            packed += remainder * scale;
            scale *= step.Size;
        }

        return next with { Remainder = packed };
    }

    private bool Steps(NumberPlace place)
    {
        long rest = place.Remainder;
        foreach (Step step in steps)
        {
            long remainder = rest % step.Size;
            rest /= step.Size;
            for (int i = place.Fraction; i < step.Decimals; i++)
                remainder = remainder * 10 % step.Size;
            if ((remainder == 0 && !place.HasRest) != step.Wanted)
                return false;
        }

        return true;
    }

    private static int Compare(Bound? bound, bool fraction, int index, int point, int soFar)
    {
        if (bound is null || soFar != 0)
            return soFar;
        string digits = fraction ? bound.Fraction : bound.Whole;
        return index < digits.Length ? Math.Sign(point - digits[index]) : fraction ? Math.Sign(point - '0') : 0;
    }

    // Of whole numbers the longer one is larger; where they are as long, the first digit that differs decides.
    private static int AtPoint(Bound? bound, NumberPlace place, int soFar) =>
        bound is null ? 0 : place.Whole != bound.Whole.Length ? Math.Sign(place.Whole - bound.Whole.Length) : soFar;

    private static int AtEnd(Bound? bound, NumberPlace place, int soFar)
    {
        if (bound is null)
            return 0;
        if (place.Part != NumberPart.Fraction)
            soFar = AtPoint(bound, place, soFar);
        return soFar == 0 && place.Fraction < bound.Fraction.Length ? -1 : soFar;
    }

    /// <summary>Turns the comparison of digits into one of numbers.</summary>
    private static int Side(Bound? bound, NumberPlace place, int comparison)
    {
        if (bound is null)
            return 0;
        bool isZero = bound.Whole == "0" && bound.Fraction.Length == 0;
        if (isZero)
            return !place.HasValue ? 0 : place.IsNegative ? -1 : 1;
        if (place.IsNegative != bound.IsNegative)
            return place.IsNegative ? -1 : 1;
        return place.IsNegative ? -comparison : comparison;
    }
}
