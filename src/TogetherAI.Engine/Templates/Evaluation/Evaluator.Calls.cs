using TogetherAI.Engine.Templates.Builtins;
using TogetherAI.Engine.Templates.Syntax;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Evaluation;

/// <content>Calls, filters and tests.</content>
internal sealed partial class Evaluator
{
    private object? EvaluateCall(CallExpression call, Scope scope, MacroValue? caller = null)
    {
        object? target = Evaluate(call.Target, scope);
        Arguments arguments = Evaluate(call.Arguments, scope);
        if (caller is not null) arguments = arguments with { Named = [.. arguments.Named, ("caller", caller)] };
        _at = call.At;
        // A method that is missing here was looked up as an attribute, and says so.
        if (target is Undefined missing) throw missing.Fault();
        if (target is not ICallable callable) throw new TemplateFault($"{PythonType.Name(target)} cannot be called");
        return Charge(callable.Call(this, arguments));
    }

    private object? ApplyFilter(FilterExpression filter, object? value, Scope scope)
    {
        Arguments arguments = Evaluate(filter.Arguments, scope);
        _at = filter.At;
        Charge(value);
        return Charge(Filters.Apply(this, filter.Name, value, arguments));
    }

    private object ApplyTest(TestExpression test, Scope scope)
    {
        object? value = Evaluate(test.Value, scope);
        Arguments arguments = Evaluate(test.Arguments, scope);
        _at = test.At;
        return Tests.Apply(this, test.Name, value, arguments);
    }

    /// <summary>Counts what a filter or a method walked over, or made.</summary>
    public object? Charge(object? value)
    {
        if (value is string text) Budget.Text(text.Length);
        else Budget.Step(PythonSequence.Length(value) ?? 0);
        return value;
    }

    private Arguments Evaluate(CallArguments arguments, Scope scope)
    {
        if (arguments == CallArguments.None) return Arguments.None;
        List<object?> positional = new(arguments.Positional.Count);
        foreach (Expression argument in arguments.Positional) positional.Add(Evaluate(argument, scope));
        if (arguments.MorePositional is not null)
        {
            IReadOnlyList<object?> more = PythonSequence.Items(Evaluate(arguments.MorePositional, scope));
            Budget.Step(more.Count);
            positional.AddRange(more);
        }

        List<(string Name, object? Value)> named = new(arguments.Named.Count);
        foreach ((string name, Expression value) in arguments.Named) named.Add((name, Evaluate(value, scope)));
        if (arguments.MoreNamed is not null)
        {
            if (Evaluate(arguments.MoreNamed, scope) is not DictValue more) throw new TemplateFault("what follows '**' must be a dict");
            foreach ((object? key, object? value) in more.Entries)
                named.Add((key as string ?? throw new TemplateFault("the names of arguments must be strings"), value));
        }

        return new Arguments(positional, named);
    }
}
