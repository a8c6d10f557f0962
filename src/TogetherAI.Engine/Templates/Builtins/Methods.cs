using TogetherAI.Engine.Templates.Evaluation;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <summary>A method of a value of type <typeparamref name="T"/>.</summary>
internal delegate object? Method<in T>(Evaluator evaluator, T self, Arguments arguments);

/// <summary>Finds Python's methods of strings, lists and mappings.</summary>
internal static class Methods
{
    public static ICallable? Find(object? target, string name) => target switch
    {
        string text => Bind(StringMethods.All, text, name),
        DictValue dict => Bind(DictMethods.All, dict, name),
        List<object?> list => Bind(ListMethods.All, list, name),
        _ => null,
    };

    private static FunctionValue? Bind<T>(IReadOnlyDictionary<string, Method<T>> methods, T self, string name) =>
        methods.TryGetValue(name, out Method<T>? method)
            ? new FunctionValue(name, (evaluator, arguments) =>
            {
                evaluator.Charge(self);
                object? made = method(evaluator, self, arguments);
                return evaluator.Safe.IsMarked(self) ? evaluator.Safe.MarkAll(made) : made;
            })
            : null;
}
