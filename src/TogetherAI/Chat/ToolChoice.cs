using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Whether and which tools the model uses. Immutable.</summary>
[JsonConverter(typeof(ToolChoiceConverter))]
public sealed record ToolChoice
{
    private ToolChoice(string? mode, string? function)
    {
        Mode = mode;
        Function = function;
    }

    /// <summary>The model decides.</summary>
    public static ToolChoice Auto { get; } = new("auto", null);

    /// <summary>The model calls nothing.</summary>
    public static ToolChoice None { get; } = new("none", null);

    /// <summary>The model calls at least one tool.</summary>
    public static ToolChoice Required { get; } = new("required", null);

    /// <summary><c>auto</c>, <c>none</c>, <c>required</c>, or one of the future; null where a function is named.</summary>
    public string? Mode { get; }

    /// <summary>The function the model must call; null where the mode says it all.</summary>
    public string? Function { get; }

    /// <summary>The model calls this function.</summary>
    /// <param name="name">The function's name.</param>
    /// <returns>The choice.</returns>
    public static ToolChoice ForFunction(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ToolChoice(null, name);
    }

    /// <summary>A mode by its text on the wire.</summary>
    /// <param name="mode">The text.</param>
    /// <returns>The choice.</returns>
    public static ToolChoice ForMode(string mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(mode);
        return new ToolChoice(mode, null);
    }
}
