using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Evaluation;

/// <summary>The variable <c>loop</c>.</summary>
internal sealed class LoopValue(IReadOnlyList<object?> items, int depth)
{
    private object? _lastChanged = Arguments.Missing;

    public int Index { get; set; }

    public object? Attribute(string name) => name switch
    {
        "index" => Index + 1L,
        "index0" => (long)Index,
        "revindex" => (long)(items.Count - Index),
        "revindex0" => (long)(items.Count - Index - 1),
        "first" => Index == 0,
        "last" => Index == items.Count - 1,
        "length" => (long)items.Count,
        "depth" => depth + 1L,
        "depth0" => (long)depth,
        "previtem" => Index > 0 ? items[Index - 1] : new Undefined("the item before the first"),
        "nextitem" => Index + 1 < items.Count ? items[Index + 1] : new Undefined("the item after the last"),
        "cycle" => new FunctionValue("loop.cycle", (_, arguments) => arguments.Positional.Count > 0
            ? arguments.Positional[Index % arguments.Positional.Count]
            : throw new TemplateFault("loop.cycle() lacks an argument")),
        "changed" => new FunctionValue("loop.changed", (evaluator, arguments) =>
        {
            object?[] now = [.. arguments.Positional];
            bool changed = _lastChanged == Arguments.Missing || !PythonComparison.AreEqual(_lastChanged, now, evaluator.Budget);
            _lastChanged = now;
            return changed;
        }),
        _ => new Undefined($"'loop.{name}'"),
    };
}
