using System.Globalization;
using TogetherAI.Engine.Templates.Evaluation;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <content>Lists and mappings.</content>
internal static partial class Filters
{
    private static object? First(Evaluator evaluator, object? value, Arguments arguments) =>
        Bare("first", arguments, PythonSequence.Items(value)) is [var first, ..] ? first : new Undefined("the first of nothing");

    private static object? Last(Evaluator evaluator, object? value, Arguments arguments) =>
        value is IterableValue { Length: null } ? throw new TemplateFault($"the last of a {PythonType.Name(value)} is not known") :
        Bare("last", arguments, PythonSequence.Items(value)) is [.., var last] ? last : new Undefined("the last of nothing");

    private static object? Items(Evaluator evaluator, object? value, Arguments arguments) => Bare("items", arguments, value) switch
    {
        DictValue dict => IterableValue.Generator(DictMethods.Items(dict)),
        Undefined => IterableValue.Generator([]),
        _ => throw new TemplateFault($"{PythonType.Name(value)} has no items"),
    };

    private static object? Join(Evaluator evaluator, object? value, Arguments arguments)
    {
        object?[] bound = arguments.Bind("join", "d", "attribute");
        object? attribute = bound[1].Or(null);
        IEnumerable<string> items = PythonSequence.Items(value).Select(item => PythonRepr.Str(Attribute(item, attribute)));
        return StringMethods.Join(evaluator, PythonRepr.Str(bound[0].Or(string.Empty)), items);
    }

    private static object? Reverse(Evaluator evaluator, object? value, Arguments arguments)
    {
        arguments.Bind("reverse");
        List<object?> reversed = [.. value is string ? [] : PythonSequence.Items(value).Reverse()];
        return value switch
        {
            string text => PythonText.Slice(text, null, null, -1),
            IterableValue { Length: null } => reversed,
            _ => new IterableValue("list_reverseiterator", reversed, isView: false),
        };
    }

    private static object? Map(Evaluator evaluator, object? value, Arguments arguments)
    {
        IReadOnlyList<object?> items = ItemsOrNone(value);
        evaluator.Budget.Step(items.Count);
        if (arguments.Positional.Count == 0)
        {
            object?[] bound = arguments.Bind("map", "attribute", "default");
            object? attribute = bound[0].Required("map");
            return IterableValue.Generator(items.Select(item => Attribute(item, attribute) is var found && found is Undefined ? bound[1].Or(found) : found).ToList());
        }

        string filter = arguments.Positional[0].Text("map");
        Arguments rest = arguments.Skip(1);
        return IterableValue.Generator(items.Select(item => evaluator.Charge(Apply(evaluator, filter, item, rest))).ToList());
    }

    private static object? Select(Evaluator evaluator, object? value, Arguments arguments, bool wanted) =>
        IterableValue.Generator(ItemsOrNone(value).Where(item => Passes(evaluator, item, arguments) == wanted).ToList());

    private static object? SelectAttribute(Evaluator evaluator, object? value, Arguments arguments, bool wanted)
    {
        if (arguments.Positional.Count == 0) throw new TemplateFault("selectattr() and rejectattr() need the name of an attribute");
        object? attribute = arguments.Positional[0];
        Arguments test = arguments.Skip(1);
        return IterableValue.Generator(ItemsOrNone(value).Where(item => Passes(evaluator, Attribute(item, attribute), test) == wanted).ToList());
    }

    /// <summary>Jinja looks at the elements only of what is true, so that <c>none | selectattr(…)</c> is empty and no fault.</summary>
    private static IReadOnlyList<object?> ItemsOrNone(object? value) => PythonType.IsTrue(value) ? PythonSequence.Items(value) : [];

    private static bool Passes(Evaluator evaluator, object? item, Arguments arguments)
    {
        evaluator.Budget.Step();
        return arguments.Positional.Count == 0
            ? PythonType.IsTrue(item)
            : Tests.Apply(evaluator, arguments.Positional[0].Text("select"), item, arguments.Skip(1));
    }

    private static object? Unique(Evaluator evaluator, object? value, Arguments arguments)
    {
        object?[] bound = arguments.Bind("unique", "case_sensitive", "attribute");
        DictValue seen = new();
        List<object?> unique = [];
        foreach (object? item in PythonSequence.Items(value))
        {
            object? key = SortKey(item, bound[1].Or(null), bound[0].Flag(false));
            if (seen.Contains(key)) continue;
            seen[key] = true;
            unique.Add(item);
        }

        return IterableValue.Generator(unique);
    }

    private static object? Sort(Evaluator evaluator, object? value, Arguments arguments)
    {
        object?[] bound = arguments.Bind("sort", "reverse", "case_sensitive", "attribute");
        (object? attribute, bool caseSensitive) = (bound[2].Or(null), bound[1].Flag(false));
        return Sorted(evaluator, PythonSequence.Items(value), item => SortKey(item, attribute, caseSensitive), bound[0].Flag(false));
    }

    private static object? DictSort(Evaluator evaluator, object? value, Arguments arguments)
    {
        object?[] bound = arguments.Bind("dictsort", "case_sensitive", "by", "reverse");
        if (value is not DictValue dict) throw new TemplateFault($"dictsort() takes a dict and was given {PythonType.Name(value)}");
        int place = bound[1].Or("key") switch
        {
            "key" => 0,
            "value" => 1,
            _ => throw new TemplateFault("dictsort() sorts by 'key' or by 'value'"),
        };
        bool caseSensitive = bound[0].Flag(false);
        return Sorted(evaluator, DictMethods.Items(dict), item => SortKey(((object?[])item!)[place], null, caseSensitive), bound[2].Flag(false));
    }

    private static object? Extreme(Evaluator evaluator, string filter, object? value, Arguments arguments, int direction)
    {
        object?[] bound = arguments.Bind(filter, "case_sensitive", "attribute");
        (object? attribute, bool caseSensitive) = (bound[1].Or(null), bound[0].Flag(false));
        List<object?> sorted = Sorted(evaluator, PythonSequence.Items(value), item => SortKey(item, attribute, caseSensitive), direction < 0);
        return sorted.Count > 0 ? sorted[0] : new Undefined($"the {filter} of nothing");
    }

    private static List<object?> Sorted(Evaluator evaluator, IReadOnlyList<object?> items, Func<object?, object?> key, bool reverse) =>
        PythonComparison.Sorted(items, key, reverse, evaluator.Budget);

    private static object? SortKey(object? item, object? attribute, bool caseSensitive) =>
        Attribute(item, attribute) is var key && key is string text && !caseSensitive ? text.ToLowerInvariant() : key;

    /// <summary>
    /// An attribute by its path: names and indexes with dots between, as <c>map</c>, <c>selectattr</c> and others take it.
    /// </summary>
    private static object? Attribute(object? item, object? path)
    {
        if (path is null) return item;
        if (path is not string text) return PythonAttributes.GetItem(item, path);
        foreach (string part in text.Split('.'))
            item = PythonAttributes.GetItem(item, long.TryParse(part, CultureInfo.InvariantCulture, out long index) ? index : part);
        return item;
    }
}
