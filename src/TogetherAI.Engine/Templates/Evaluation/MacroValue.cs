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
        for (int i = 0; i < positional; i++) Give(i, arguments.Positional[i]);
        if (arguments.Positional.Count > positional && !statement.Uses.Contains("varargs"))
            throw new TemplateFault($"the macro '{Name}' takes at most {positional} arguments and was given {arguments.Positional.Count}");

        DictValue more = new();
        foreach ((string name, object? value) in arguments.Named)
        {
            int parameter = statement.Parameters.ToList().FindIndex(parameter => parameter.Name == name);
            if (parameter >= 0) Give(parameter, value);
            else if (name == "caller" && statement.Uses.Contains("caller")) inner.Set("caller", value);
            else if (statement.Uses.Contains("kwargs")) more[name] = value;
            else throw new TemplateFault($"the macro '{Name}' takes no argument '{name}'");
        }

        inner.Set("varargs", arguments.Positional.Skip(positional).ToArray());
        inner.Set("kwargs", more);
        foreach ((string name, Expression? value) in statement.Parameters)
        {
            if (given.Contains(name)) continue;
            inner.Set(name, value is null ? new Undefined($"the argument '{name}' of the macro '{Name}'") : evaluator.Evaluate(value, inner));
        }

        return evaluator.RenderBody(statement.Body, inner);

        void Give(int parameter, object? value)
        {
            string name = statement.Parameters[parameter].Name;
            if (!given.Add(name)) throw new TemplateFault($"the macro '{Name}' was given '{name}' twice");
            inner.Set(name, value);
        }
    }
}
