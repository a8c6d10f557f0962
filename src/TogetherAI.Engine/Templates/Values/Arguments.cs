namespace TogetherAI.Engine.Templates.Values;

/// <summary>The evaluated arguments of a call.</summary>
internal readonly record struct Arguments(IReadOnlyList<object?> Positional, IReadOnlyList<(string Name, object? Value)> Named)
{
    /// <summary>Stands for an argument that was not given.</summary>
    public static readonly object Missing = new();

    public static Arguments None { get; } = new([], []);

    /// <summary>Puts the arguments in the order of the parameters; those not given are <see cref="Missing"/>.</summary>
    public object?[] Bind(string callee, params ReadOnlySpan<string> parameters)
    {
        object?[] bound = new object?[parameters.Length];
        Array.Fill(bound, Missing);
        if (Positional.Count > parameters.Length)
            throw new TemplateFault($"{callee}() takes at most {parameters.Length} arguments and was given {Positional.Count}");
        for (int i = 0; i < Positional.Count; i++) bound[i] = Positional[i];
        foreach ((string name, object? value) in Named)
        {
            int index = parameters.IndexOf(name);
            if (index < 0) throw new TemplateFault($"{callee}() takes no argument '{name}'");
            if (bound[index] != Missing) throw new TemplateFault($"{callee}() was given '{name}' twice");
            bound[index] = value;
        }

        return bound;
    }

    /// <summary>The arguments less the first few positional ones.</summary>
    public Arguments Skip(int count) => new([.. Positional.Skip(count)], Named);
}

/// <summary>Reads bound arguments.</summary>
internal static class BoundArguments
{
    public static object? Or(this object? argument, object? absent) => argument == Arguments.Missing ? absent : argument;

    public static string Text(this object? argument, string callee) => argument as string
        ?? throw new TemplateFault(argument == Arguments.Missing
            ? $"{callee}() lacks an argument"
            : $"{callee}() takes a string and was given {PythonType.Name(argument)}");

    public static bool Flag(this object? argument, bool absent) => argument == Arguments.Missing ? absent : PythonType.IsTrue(argument);

    public static long Whole(this object? argument, string callee, long absent) =>
        argument == Arguments.Missing ? absent
        : PythonNumber.TryWhole(argument, out long number) ? number
        : throw new TemplateFault($"{callee}() takes an integer and was given {PythonType.Name(argument)}");

    public static object? Required(this object? argument, string callee) =>
        argument == Arguments.Missing ? throw new TemplateFault($"{callee}() lacks an argument") : argument;
}
