using System.Globalization;
using System.Numerics;

namespace TogetherAI.Engine.Templates.Values;

/// <summary>Python's numbers: what counts as one, and how a float is written.</summary>
internal static class PythonNumber
{
    // Python's own limit: reading digits takes quadratic time.
    private const int MostDigits = 4_300;

    /// <summary>Reads a whole number: a <see cref="long"/>, or a <see cref="BigInteger"/> where 64 bits are too few.</summary>
    public static object Whole(string digits)
    {
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)) return number;
        return digits.Length <= MostDigits
            ? BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : throw new TemplateFault($"a number has more than {MostDigits} digits");
    }

    public static bool TryWhole(object? value, out long number)
    {
        number = value switch
        {
            long whole => whole,
            bool flag => flag ? 1 : 0,
            _ => 0,
        };
        return value is long or bool;
    }

    public static bool TryFloat(object? value, out double number)
    {
        number = value switch
        {
            double real => real,
            long whole => whole,
            bool flag => flag ? 1 : 0,
            BigInteger large => (double)large,
            _ => 0,
        };
        return value is double or long or bool or BigInteger;
    }

    /// <summary>
    /// <c>repr(float)</c>: the shortest digits that read back the same, an exponent below 1e-4 and from 1e16 on, and always a sign that it
    /// is no integer.
    /// </summary>
    public static string Repr(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        // "E16" would print noise; the round-trip format gives the shortest digits, in a notation of its own.
        string shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        string sign = double.IsNegative(value) ? "-" : string.Empty;
        int e = shortest.IndexOf('E', StringComparison.Ordinal);
        string mantissa = e < 0 ? shortest : shortest[..e];
        int exponent = e < 0 ? 0 : int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string digits = mantissa.Replace(".", string.Empty, StringComparison.Ordinal);
        int magnitude = (point < 0 ? mantissa.Length : point) + exponent;
        int zeros = digits.Length - digits.TrimStart('0').Length;
        digits = digits[zeros..].TrimEnd('0');
        magnitude -= zeros;
        if (digits.Length == 0) return sign + "0.0";
        return sign + Place(digits, magnitude);
    }

    /// <summary>Writes 0.DIGITS × 10^magnitude.</summary>
    private static string Place(string digits, int magnitude)
    {
        if (magnitude is <= -4 or > 16)
        {
            int exponent = magnitude - 1;
            string fraction = digits.Length > 1 ? "." + digits[1..] : string.Empty;
            return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        if (magnitude <= 0) return "0." + new string('0', -magnitude) + digits;
        return digits.Length <= magnitude
            ? digits + new string('0', magnitude - digits.Length) + ".0"
            : digits[..magnitude] + "." + digits[magnitude..];
    }
}
