namespace TogetherAI;

/// <summary>A tool the model may ask to have called. Immutable.</summary>
public sealed record ChatTool : WireModel
{
    /// <summary>The kind; the service knows <c>function</c>.</summary>
    public string Type { get => field ?? "function"; init; }

    /// <summary>The function.</summary>
    public FunctionDefinition? Function { get; init; }

    /// <summary>A function as a tool.</summary>
    /// <param name="name">Letters, digits and underscores; models stumble over spaces, dots and dashes.</param>
    /// <param name="description">What it does and when to use it: all that the model goes by.</param>
    /// <param name="parameters">The JSON Schema of its arguments, as text; null for none.</param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentException"><paramref name="parameters"/> is not JSON.</exception>
    public static ChatTool FromFunction(string name, string? description = null, string? parameters = null) => new()
    {
        Type = "function",
        Function = new FunctionDefinition { Name = name, Description = description, Parameters = JsonText.Parse(parameters, nameof(parameters)) },
    };
}
