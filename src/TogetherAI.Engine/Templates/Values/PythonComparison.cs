using System.Numerics;
using TogetherAI.Engine.Templates.Evaluation;

namespace TogetherAI.Engine.Templates.Values;

/// <summary>Python's <c>==</c> and <c>&lt;</c>.</summary>
internal static class PythonComparison
{
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <param name="budget">What the elements of lists and mappings are counted against; none for keys, which are small.</param>
    /// <param name="depth">How deeply nested the two are.</param>
    public static bool AreEqual(object? left, object? right, Budget? budget, int depth = 0)
    {
        budget?.Step();
        if (depth > TemplateLimits.ValueDepth) throw new TemplateFault("the values compared are nested too deeply");
        return left switch
        {
            null => right is null,
            Undefined => right is Undefined,
            string text => right is string other && string.Equals(text, other, StringComparison.Ordinal),
            List<object?> list => right is List<object?> other && AreItemsEqual(list, other, budget, depth),
            object[] tuple => right is object[] other && AreItemsEqual(tuple, other, budget, depth),
            DictValue dict => right is DictValue other && AreEntriesEqual(dict, other, budget, depth),
            BigInteger large when right is BigInteger other => large == other,
            _ => AreNumbersEqual(left, right),
        };
    }

    private static bool AreNumbersEqual(object left, object? right)
    {
        if (PythonNumber.TryWhole(left, out long x) && PythonNumber.TryWhole(right, out long y)) return x == y;
        if (PythonNumber.TryFloat(left, out double f) && PythonNumber.TryFloat(right, out double g)) return f == g;
        return ReferenceEquals(left, right);
    }

    private static bool AreEntriesEqual(DictValue left, DictValue right, Budget? budget, int depth)
    {
        if (left.Count != right.Count) return false;
        foreach ((object? key, object? value) in left.Entries)
        {
            if (!right.TryGet(key, out object? other) || !AreEqual(value, other, budget, depth + 1)) return false;
        }

        return true;
    }

    /// <summary>Orders two values.</summary>
    /// <exception cref="TemplateFault">Python does not order them.</exception>
    public static int Compare(object? left, object? right, Budget? budget, string sign = "<")
    {
        if (PythonNumber.TryWhole(left, out long x) && PythonNumber.TryWhole(right, out long y)) return x.CompareTo(y);
        if (PythonNumber.TryFloat(left, out double f) && PythonNumber.TryFloat(right, out double g)) return f.CompareTo(g);
        if (left is string a && right is string b) return string.CompareOrdinal(a, b);
        if ((left is List<object?> && right is List<object?>) || (left is object?[] && right is object?[]))
        {
            IReadOnlyList<object?> p = (IReadOnlyList<object?>)left, q = (IReadOnlyList<object?>)right;
            for (int i = 0; i < Math.Min(p.Count, q.Count); i++)
            {
                if (!AreEqual(p[i], q[i], budget)) return Compare(p[i], q[i], budget, sign);
            }

            return p.Count.CompareTo(q.Count);
        }

        if (left is Undefined missing) throw missing.Fault();
        if (right is Undefined also) throw also.Fault();
        throw new TemplateFault($"'{sign}' is not supported between {PythonType.Name(left)} and {PythonType.Name(right)}");
    }

    /// <summary>A stable sort, also when reversed, as Python's.</summary>
    public static List<T> Sorted<T>(IEnumerable<T> items, Func<T, object?> key, bool reverse, Budget? budget)
    {
        Comparer<object?> comparer = Comparer<object?>.Create((left, right) =>
        {
            budget?.Step();
            return Compare(left, right, budget);
        });
        try
        {
            return [.. reverse ? items.OrderByDescending(key, comparer) : items.OrderBy(key, comparer)];
        }
        catch (InvalidOperationException fault) when (fault.InnerException is TemplateFault inner)
        {
            // Sorting wraps whatever a comparison throws.
            throw inner;
        }
    }

    private static bool AreItemsEqual(IReadOnlyList<object?> left, IReadOnlyList<object?> right, Budget? budget, int depth)
    {
        if (left.Count != right.Count) return false;
        for (int i = 0; i < left.Count; i++)
        {
            if (!AreEqual(left[i], right[i], budget, depth + 1)) return false;
        }

        return true;
    }
}
