using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Why a program was not run. Immutable. The service sends a text, or an object of its own making.</summary>
[JsonConverter(typeof(CodeErrorConverter))]
public sealed class CodeError
{
    internal CodeError(string message, JsonElement? details)
    {
        Message = message;
        Details = details;
    }

    /// <summary>The reason, for people: the text, or of an object its <c>message</c>, or else its JSON.</summary>
    public string Message { get; }

    /// <summary>The object; null where the service sent a text.</summary>
    public JsonElement? Details { get; }

    /// <summary>A text as an error.</summary>
    /// <param name="message">The text; not null.</param>
    /// <returns>The error.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public static CodeError FromText(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new CodeError(message, null);
    }

    /// <summary>The reason.</summary>
    /// <returns><see cref="Message"/>.</returns>
    public override string ToString() => Message;
}
