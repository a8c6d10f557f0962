using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <summary>The functions that a template can call: Jinja's and those that Hugging Face adds.</summary>
internal static class Functions
{
    public static IReadOnlyList<FunctionValue> All { get; } =
    [
        new("range", static (evaluator, arguments) => Range(arguments, evaluator.Budget)),
        new("namespace", static (_, arguments) => new NamespaceValue(Dict(arguments, "namespace"))),
        new("dict", static (_, arguments) => Dict(arguments, "dict")),
        new("raise_exception", static (_, arguments) =>
            throw new TemplateFault(
                PythonRepr.Str(arguments.Bind("raise_exception", "message")[0].Required("raise_exception")), raisedByTemplate: true)),
        new("strftime_now", static (evaluator, arguments) =>
            Strftime.Format(arguments.Bind("strftime_now", "format")[0].Text("strftime_now"), evaluator.Time.GetLocalNow())),
    ];

    private static List<object?> Range(Arguments arguments, Evaluation.Budget budget)
    {
        object?[] bound = arguments.Bind("range", "start", "stop", "step");
        long first = bound[0].Required("range").Whole("range", 0);
        (long start, long stop) = bound[1] == Arguments.Missing ? (0, first) : (first, bound[1].Whole("range", 0));
        long step = bound[2].Whole("range", 1);
        if (step == 0) throw new TemplateFault("the step of range() must not be zero");
        Int128 count = step > 0 ? ((Int128)stop - start + step - 1) / step : ((Int128)start - stop - step - 1) / -(Int128)step;
        if (count > TemplateLimits.RangeLength) throw new TemplateFault($"range() gives at most {TemplateLimits.RangeLength} numbers");
        List<object?> numbers = [];
        for (int i = 0; i < count; i++) numbers.Add(start + (i * step));
        budget.Step(numbers.Count);
        return numbers;
    }

    private static DictValue Dict(Arguments arguments, string callee)
    {
        DictValue dict = new();
        if (arguments.Positional.Count > 1) throw new TemplateFault($"{callee}() takes at most one argument without a name");
        foreach (object? source in arguments.Positional)
        {
            if (source is DictValue other)
            {
                foreach ((object? key, object? value) in other.Entries) dict[key] = value;
                continue;
            }

            foreach (object? pair in PythonSequence.Items(source))
            {
                if (PythonSequence.Items(pair) is not [var key, var value])
                    throw new TemplateFault($"{callee}() takes pairs of keys and values");
                dict[key] = value;
            }
        }

        foreach ((string name, object? value) in arguments.Named) dict[name] = value;
        return dict;
    }
}
