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
        switch (left, right)
        {
            case (null, null) or (Undefined, Undefined): return true;
            case (string a, string b): return string.Equals(a, b, StringComparison.Ordinal);
            case (List<object?> a, List<object?> b): return AreItemsEqual(a, b, budget, depth);
            case (object?[] a, object?[] b): return AreItemsEqual(a, b, budget, depth);
            case (DictValue a, DictValue b):
                if (a.Count != b.Count) return false;
                foreach ((object? key, object? value) in a.Entries)
                {
                    if (!b.TryGet(key, out object? other) || !AreEqual(value, other, budget, depth + 1)) return false;
                }

                return true;
            case (BigInteger a, BigInteger b): return a == b;
            default:
                if (PythonNumber.TryWhole(left, out long x) && PythonNumber.TryWhole(right, out long y)) return x == y;
                if (PythonNumber.TryFloat(left, out double f) && PythonNumber.TryFloat(right, out double g)) return f == g;
                return ReferenceEquals(left, right) && left is not null;
        }
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
