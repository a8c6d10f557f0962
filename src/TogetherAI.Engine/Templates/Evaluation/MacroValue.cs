using TogetherAI.Engine.Templates.Syntax;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Evaluation;

/// <summary>A macro, with the variables around the place where it stands: those it sees as they are when it is called.</summary>
internal sealed class MacroValue(MacroStatement statement, Scope scope) : ICallable
{
    public string Name => statement.Name;

    public object? Call(Evaluator evaluator, Arguments arguments)
    {
        Scope inner = new(scope);
        int positional = Math.Min(arguments.Positional.Count, statement.Parameters.Count);
        HashSet<string> given = new(StringComparer.Ordinal);
        for (int i = 0; i < positional; i++)
        {
            given.Add(statement.Parameters[i].Name);
            inner.Set(statement.Parameters[i].Name, arguments.Positional[i]);
        }

        DictValue more = new();
        foreach ((string name, object? value) in arguments.Named)
        {
            if (given.Contains(name)) throw new TemplateFault($"the macro '{Name}' was given '{name}' twice");
            if (statement.Parameters.Any(parameter => parameter.Name == name))
            {
                given.Add(name);
                inner.Set(name, value);
            }
            else
            {
                more[name] = value;
            }
        }

        inner.Set("varargs", arguments.Positional.Skip(positional).ToArray());
        inner.Set("kwargs", more);
        foreach ((string name, Expression? value) in statement.Parameters)
        {
            if (given.Contains(name)) continue;
            inner.Set(name, value is null ? new Undefined($"the argument '{name}' of the macro '{Name}'") : evaluator.Evaluate(value, inner));
        }

        return evaluator.RenderBody(statement.Body, inner);
    }
}
