using System.Collections.Frozen;
using System.Numerics;
using TogetherAI.Engine.Templates.Evaluation;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <summary>Jinja's tests: what may follow <c>is</c>.</summary>
internal static class Tests
{
    private delegate bool Test(Evaluator evaluator, object? value, object? argument);

    private static readonly FrozenDictionary<string, Test> s_withoutArgument = new Dictionary<string, Test>
    {
        ["boolean"] = static (_, value, _) => value is bool,
        ["callable"] = static (_, value, _) => value is ICallable,
        ["defined"] = static (_, value, _) => value is not Undefined,
        ["even"] = static (_, value, _) => Whole(value) % 2 == 0,
        ["false"] = static (_, value, _) => value is false,
        ["float"] = static (_, value, _) => value is double,
        ["integer"] = static (_, value, _) => value is long or BigInteger,
        ["iterable"] = static (_, value, _) => value is string or IReadOnlyList<object?> or DictValue or IterableValue or Undefined,
        ["lower"] = static (_, value, _) => StringMethods.HasCase(PythonRepr.Str(value), upper: false),
        ["mapping"] = static (_, value, _) => value is DictValue,
        ["none"] = static (_, value, _) => value is null,
        ["number"] = static (_, value, _) => value is long or double or bool or BigInteger,
        ["odd"] = static (_, value, _) => Whole(value) % 2 != 0,
        // Python counts mappings, too: what has a length and can be indexed.
        ["sequence"] = static (_, value, _) => value is string or IReadOnlyList<object?> or DictValue or Undefined,
        ["string"] = static (_, value, _) => value is string,
        ["true"] = static (_, value, _) => value is true,
        ["undefined"] = static (_, value, _) => value is Undefined,
        ["upper"] = static (_, value, _) => StringMethods.HasCase(PythonRepr.Str(value), upper: true),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Test> s_withArgument = new Dictionary<string, Test>
    {
        ["=="] = Equal, ["eq"] = Equal, ["equalto"] = Equal,
        ["!="] = NotEqual, ["ne"] = NotEqual,
        ["<"] = Less, ["lt"] = Less, ["lessthan"] = Less,
        ["<="] = LessOrEqual, ["le"] = LessOrEqual,
        [">"] = Greater, ["gt"] = Greater, ["greaterthan"] = Greater,
        [">="] = GreaterOrEqual, ["ge"] = GreaterOrEqual,
        ["divisibleby"] = static (_, value, argument) => Whole(argument) is var divisor && divisor != 0
            ? Whole(value) % divisor == 0
            : throw new TemplateFault("division by zero"),
        ["in"] = static (evaluator, value, argument) => PythonAttributes.Contains(evaluator, argument, value),
        ["sameas"] = static (_, value, argument) =>
            ReferenceEquals(value, argument) || (value is bool or long && value.Equals(argument)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Exists(string name) => s_withoutArgument.ContainsKey(name) || s_withArgument.ContainsKey(name);

    public static bool Apply(Evaluator evaluator, string name, object? value, Arguments arguments)
    {
        if (s_withoutArgument.TryGetValue(name, out Test? test))
        {
            arguments.Bind(name);
            return test(evaluator, value, null);
        }

        if (!s_withArgument.TryGetValue(name, out test)) throw new TemplateFault($"the test '{name}' is not supported");
        return test(evaluator, value, arguments.Bind(name, "other")[0].Required(name));
    }

    private static bool Equal(Evaluator evaluator, object? a, object? b) => PythonComparison.AreEqual(a, b, evaluator.Budget);

    private static bool NotEqual(Evaluator evaluator, object? a, object? b) => !PythonComparison.AreEqual(a, b, evaluator.Budget);

    private static bool Less(Evaluator evaluator, object? a, object? b) => PythonComparison.Compare(a, b, evaluator.Budget, "<") < 0;

    private static bool LessOrEqual(Evaluator evaluator, object? a, object? b) => PythonComparison.Compare(a, b, evaluator.Budget, "<=") <= 0;

    private static bool Greater(Evaluator evaluator, object? a, object? b) => PythonComparison.Compare(a, b, evaluator.Budget, ">") > 0;

    private static bool GreaterOrEqual(Evaluator evaluator, object? a, object? b) => PythonComparison.Compare(a, b, evaluator.Budget, ">=") >= 0;

    private static long Whole(object? value) => PythonNumber.TryWhole(value, out long whole)
        ? whole
        : throw new TemplateFault($"an integer is needed, not {PythonType.Name(value)}");
}
