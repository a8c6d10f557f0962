using System.Collections.Frozen;
using TogetherAI.Engine.Templates.Evaluation;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <summary>
/// Jinja's filters, as far as chat templates use them; documented at
/// https://jinja.palletsprojects.com/en/stable/templates/#builtin-filters.
/// </summary>
internal static partial class Filters
{
    private delegate object? Filter(Evaluator evaluator, object? value, Arguments arguments);

    private static readonly FrozenDictionary<string, Filter> s_all = new Dictionary<string, Filter>
    {
        ["abs"] = Abs,
        ["attr"] = static (_, value, arguments) => PythonAttributes.GetAttribute(value, arguments.Bind("attr", "name")[0].Text("attr")),
        ["capitalize"] = static (_, value, arguments) => PythonText.Capitalize(TextOf("capitalize", value, arguments)),
        ["count"] = Length,
        ["d"] = Default,
        ["default"] = Default,
        ["dictsort"] = DictSort,
        ["e"] = Escape,
        ["escape"] = Escape,
        ["first"] = First,
        ["float"] = Float,
        ["from_json"] = FromJson,
        ["fromjson"] = FromJson,
        ["indent"] = Indent,
        ["int"] = Int,
        ["items"] = Items,
        ["join"] = Join,
        ["last"] = Last,
        ["length"] = Length,
        ["list"] = static (_, value, arguments) => Bare("list", arguments, PythonSequence.Items(value).ToList()),
        ["lower"] = static (_, value, arguments) => TextOf("lower", value, arguments).ToLowerInvariant(),
        ["map"] = Map,
        ["max"] = static (evaluator, value, arguments) => Extreme(evaluator, "max", value, arguments, -1),
        ["min"] = static (evaluator, value, arguments) => Extreme(evaluator, "min", value, arguments, 1),
        ["reject"] = static (evaluator, value, arguments) => Select(evaluator, value, arguments, wanted: false),
        ["rejectattr"] = static (evaluator, value, arguments) => SelectAttribute(evaluator, value, arguments, wanted: false),
        ["replace"] = Replace,
        ["reverse"] = Reverse,
        ["round"] = Round,
        ["safe"] = static (evaluator, value, arguments) => evaluator.Safe.Mark(TextOf("safe", value, arguments)),
        ["select"] = static (evaluator, value, arguments) => Select(evaluator, value, arguments, wanted: true),
        ["selectattr"] = static (evaluator, value, arguments) => SelectAttribute(evaluator, value, arguments, wanted: true),
        ["sort"] = Sort,
        ["string"] = static (_, value, arguments) => TextOf("string", value, arguments),
        ["sum"] = Sum,
        ["title"] = Title,
        ["tojson"] = ToJson,
        ["trim"] = Trim,
        ["unique"] = Unique,
        ["upper"] = static (_, value, arguments) => PythonText.Upper(TextOf("upper", value, arguments)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What is done to a text as such, after which it is as safe as before.
    private static readonly FrozenSet<string> s_keepSafe =
        FrozenSet.ToFrozenSet(["capitalize", "indent", "lower", "reverse", "string", "title", "trim", "upper"], StringComparer.Ordinal);

    public static bool Exists(string name) => s_all.ContainsKey(name);

    public static object? Apply(Evaluator evaluator, string name, object? value, Arguments arguments)
    {
        if (!s_all.TryGetValue(name, out Filter? filter)) throw new TemplateFault($"the filter '{name}' is not supported");
        object? made = filter(evaluator, value, arguments);
        return s_keepSafe.Contains(name) && evaluator.Safe.IsMarked(value) ? evaluator.Safe.MarkAll(made) : made;
    }

    /// <summary>The text of a value, for a filter without arguments.</summary>
    private static string TextOf(string filter, object? value, Arguments arguments) => Bare(filter, arguments, PythonRepr.Str(value));

    private static T Bare<T>(string filter, Arguments arguments, T value)
    {
        arguments.Bind(filter);
        return value;
    }

    private static object? Default(Evaluator evaluator, object? value, Arguments arguments)
    {
        object?[] bound = arguments.Bind("default", "default_value", "boolean");
        bool absent = value is Undefined || (bound[1].Flag(false) && !PythonType.IsTrue(value));
        return absent ? bound[0].Or(string.Empty) : value;
    }

    private static object? Length(Evaluator evaluator, object? value, Arguments arguments) =>
        Bare("length", arguments, PythonSequence.Length(value)) is int length
        ? (long)length
        : throw new TemplateFault($"{PythonType.Name(value)} has no length");
}
