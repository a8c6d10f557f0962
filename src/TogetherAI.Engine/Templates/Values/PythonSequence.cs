namespace TogetherAI.Engine.Templates.Values;

/// <summary>Indexes, slices, lengths and iteration, as Python has them.</summary>
internal static class PythonSequence
{
    public static bool TryIndex(long index, int count, out int place)
    {
        if (index < 0) index += count;
        place = (int)Math.Clamp(index, 0, Math.Max(count - 1, 0));
        return index >= 0 && index < count;
    }

    /// <summary>Where a slice begins and ends, for a walk with the given step.</summary>
    public static (int Start, int Stop) Bounds(int count, long? start, long? stop, long step)
    {
        if (step == 0) throw new TemplateFault("a slice's step cannot be zero");
        int low = step > 0 ? 0 : -1;
        int high = step > 0 ? count : count - 1;
        return (Clamp(start, step > 0 ? low : high), Clamp(stop, step > 0 ? high : low));

        int Clamp(long? bound, int absent)
        {
            if (bound is not long place) return absent;
            if (place < 0) place = Math.Max(place, -(long)count - 1) + count;
            return (int)Math.Clamp(place, low, high);
        }
    }

    public static void Walk(int start, int stop, long step, Action<int> visit)
    {
        for (long at = start; step > 0 ? at < stop : at > stop; at += Math.Clamp(step, -int.MaxValue, int.MaxValue)) visit((int)at);
    }

    public static object? Slice(object? value, long? start, long? stop, long step)
    {
        switch (value)
        {
            case string text:
                return PythonText.Slice(text, start, stop, step);
            case IReadOnlyList<object?> items:
                List<object?> slice = [];
                (int from, int to) = Bounds(items.Count, start, stop, step);
                Walk(from, to, step, i => slice.Add(items[i]));
                return value is List<object?> ? slice : slice.ToArray();
            case Undefined missing:
                throw missing.Fault();
            default:
                throw new TemplateFault($"{PythonType.Name(value)} cannot be sliced");
        }
    }

    /// <summary>How many elements a value has; <see langword="null"/> where it has no length.</summary>
    public static int? Length(object? value) => value switch
    {
        string text => PythonText.Length(text),
        IReadOnlyList<object?> items => items.Count,
        DictValue dict => dict.Count,
        IterableValue several => several.Length,
        Undefined => 0,
        _ => null,
    };

    /// <summary>The elements of a value: a mapping's keys, a text's characters, none of what is undefined.</summary>
    public static IReadOnlyList<object?> Items(object? value) => value switch
    {
        IReadOnlyList<object?> items => items,
        DictValue dict => [.. dict.Keys],
        IterableValue several => several.Take(),
        string text => [.. PythonText.Characters(text)],
        Undefined => [],
        _ => throw new TemplateFault($"{PythonType.Name(value)} cannot be looped over"),
    };
}
