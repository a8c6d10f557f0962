namespace TogetherAI.Engine.Templates.Evaluation;

/// <summary>Variables. What is set here is not seen outside; names not set here are looked up outside.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);

    public void Set(string name, object? value) => _variables[name] = value;

    public bool TryGet(string name, out object? value)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._variables.TryGetValue(name, out value)) return true;
        }

        value = null;
        return false;
    }

    private Scope? Outer => outer;
}
