using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Whether and which tools the model uses. Immutable.</summary>
[JsonConverter(typeof(ResponseToolChoiceConverter))]
public sealed record ResponseToolChoice
{
    private ResponseToolChoice(string? mode, string? function, string? server)
    {
        Mode = mode;
        Function = function;
        Server = server;
    }

    /// <summary>The model decides.</summary>
    public static ResponseToolChoice Auto { get; } = ForMode("auto");

    /// <summary>The model uses no tool.</summary>
    public static ResponseToolChoice None { get; } = ForMode("none");

    /// <summary>The model uses at least one tool.</summary>
    public static ResponseToolChoice Required { get; } = ForMode("required");

    /// <summary><c>auto</c>, <c>none</c>, <c>required</c>, or one of the future; null where a tool is named.</summary>
    public string? Mode { get; }

    /// <summary>The function, or the server's tool, the model must call; null where none is named.</summary>
    public string? Function { get; }

    /// <summary>The label of the server whose tools the model must use; null where none is named.</summary>
    public string? Server { get; }

    /// <summary>A mode by its text on the wire.</summary>
    /// <param name="mode">The text.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException"><paramref name="mode"/> is empty.</exception>
    public static ResponseToolChoice ForMode(string mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(mode);
        return new ResponseToolChoice(mode, null, null);
    }

    /// <summary>The model calls this function.</summary>
    /// <param name="name">The function's name.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static ResponseToolChoice ForFunction(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ResponseToolChoice(null, name, null);
    }

    /// <summary>The model uses a remote server.</summary>
    /// <param name="serverLabel">The server's label.</param>
    /// <param name="tool">The tool; null for any of the server's.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException"><paramref name="serverLabel"/> is empty.</exception>
    public static ResponseToolChoice ForMcp(string serverLabel, string? tool = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(serverLabel);
        return new ResponseToolChoice(null, tool, serverLabel);
    }
}
