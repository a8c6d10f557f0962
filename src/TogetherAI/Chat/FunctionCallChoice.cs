using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Whether and which function the model calls, in the form that came before <see cref="ToolChoice"/>. Immutable.</summary>
[JsonConverter(typeof(FunctionCallChoiceConverter))]
public sealed record FunctionCallChoice
{
    private FunctionCallChoice(string? mode, string? function)
    {
        Mode = mode;
        Function = function;
    }

    /// <summary>The model decides.</summary>
    public static FunctionCallChoice Auto { get; } = new("auto", null);

    /// <summary>The model calls nothing.</summary>
    public static FunctionCallChoice None { get; } = new("none", null);

    /// <summary><c>auto</c>, <c>none</c>, or one of the future; null where a function is named.</summary>
    public string? Mode { get; }

    /// <summary>The function the model must call; null where the mode says it all.</summary>
    public string? Function { get; }

    /// <summary>The model calls this function.</summary>
    /// <param name="name">The function's name.</param>
    /// <returns>The choice.</returns>
    public static FunctionCallChoice ForFunction(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new FunctionCallChoice(null, name);
    }

    /// <summary>A mode by its text on the wire.</summary>
    /// <param name="mode">The text.</param>
    /// <returns>The choice.</returns>
    public static FunctionCallChoice ForMode(string mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(mode);
        return new FunctionCallChoice(mode, null);
    }
}
