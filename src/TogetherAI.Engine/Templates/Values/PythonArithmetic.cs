using TogetherAI.Engine.Templates.Evaluation;

namespace TogetherAI.Engine.Templates.Values;

/// <summary>Python's arithmetic: bools count as 0 and 1, division of integers gives a float, remainders take the divisor's sign.</summary>
internal static class PythonArithmetic
{
    public static object? Apply(string sign, object? left, object? right, Budget budget)
    {
        try
        {
            if (PythonNumber.TryWhole(left, out long x) && PythonNumber.TryWhole(right, out long y)) return Whole(sign, x, y);
            if (PythonNumber.TryFloat(left, out double f) && PythonNumber.TryFloat(right, out double g)) return Float(sign, f, g);
        }
        catch (OverflowException)
        {
            throw new TemplateFault($"the result of '{sign}' does not fit into 64 bits");
        }

        switch (sign, left, right)
        {
            case ("+", string a, string b):
                budget.Text(a.Length + b.Length);
                return a + b;
            case ("+", List<object?> a, List<object?> b):
                budget.Step(a.Count + b.Count);
                return new List<object?>([.. a, .. b]);
            case ("+", object?[] a, object?[] b):
                budget.Step(a.Length + b.Length);
                return a.Concat(b).ToArray();
            case ("*", string or List<object?> or object?[], _) when PythonNumber.TryWhole(right, out long count):
                return Repeat(left, count, budget);
            case ("*", _, string or List<object?> or object?[]) when PythonNumber.TryWhole(left, out long count):
                return Repeat(right, count, budget);
        }

        if (left is Undefined missing) throw missing.Fault();
        if (right is Undefined also) throw also.Fault();
        throw new TemplateFault($"'{sign}' is not supported between {PythonType.Name(left)} and {PythonType.Name(right)}");
    }

    public static object Sign(object? value, bool negative)
    {
        if (PythonNumber.TryWhole(value, out long whole))
            return whole == long.MinValue ? throw new TemplateFault("the number does not fit into 64 bits") : negative ? -whole : whole;
        if (value is double real) return negative ? -real : real;
        throw value is Undefined missing ? missing.Fault() : new TemplateFault($"{PythonType.Name(value)} has no sign");
    }

    private static object Whole(string sign, long x, long y) => sign switch
    {
        "+" => checked(x + y),
        "-" => checked(x - y),
        "*" => checked(x * y),
        "/" => y == 0 ? throw Zero() : (object)((double)x / y),
        "//" => y == 0 ? throw Zero() : checked((x / y) - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0)),
        "%" => y == 0 ? throw Zero() : y == -1 ? 0L : Remainder(x, y),
        _ => y < 0 ? Float("**", x, y) : Power(x, y),
    };

    private static long Remainder(long x, long y) => x % y is var rest && rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;

    private static object Float(string sign, double x, double y) => sign switch
    {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" => y == 0 ? throw Zero() : x / y,
        "//" => y == 0 ? throw Zero() : Math.Floor(x / y),
        "%" => y == 0 ? throw Zero() : x - (Math.Floor(x / y) * y),
        _ => x == 0 && y < 0 ? throw Zero() : Math.Pow(x, y),
    };

    private static object Power(long x, long y)
    {
        if (x is 0 or 1) return y == 0 ? 1L : x;
        if (x == -1) return y % 2 == 0 ? 1L : -1L;
        long result = 1;
        for (; y > 0; y--) result = checked(result * x);
        return result;
    }

    private static object Repeat(object? value, long count, Budget budget)
    {
        count = Math.Max(count, 0);
        if (value is string text)
        {
            if (count > TemplateLimits.TextLength) throw new TemplateFault("the template makes more text than a prompt can need");
            budget.Text(text.Length * count);
            return new System.Text.StringBuilder().Insert(0, text, (int)count).ToString();
        }

        IReadOnlyList<object?> items = (IReadOnlyList<object?>)value!;
        budget.Step(items.Count == 0 ? 0 : count > TemplateLimits.Steps ? count : items.Count * count);
        List<object?> repeated = [];
        for (long i = 0; items.Count > 0 && i < count; i++) repeated.AddRange(items);
        return value is List<object?> ? repeated : repeated.ToArray();
    }

    private static TemplateFault Zero() => new("division by zero");
}
