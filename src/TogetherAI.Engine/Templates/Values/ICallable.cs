using TogetherAI.Engine.Templates.Evaluation;

namespace TogetherAI.Engine.Templates.Values;

/// <summary>A value that can be called: a function, a macro, a method of a value.</summary>
internal interface ICallable
{
    string Name { get; }

    object? Call(Evaluator evaluator, Arguments arguments);
}

internal sealed class FunctionValue(string name, Func<Evaluator, Arguments, object?> body) : ICallable
{
    public string Name => name;

    public object? Call(Evaluator evaluator, Arguments arguments) => body(evaluator, arguments);
}
