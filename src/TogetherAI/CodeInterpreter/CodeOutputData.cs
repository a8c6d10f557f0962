using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What a program put out: a text, or something to show. One of the two is set. Immutable.</summary>
[JsonConverter(typeof(CodeOutputDataConverter))]
public sealed class CodeOutputData
{
    private CodeOutputData(string? text, CodeDisplay? display)
    {
        Text = text;
        Display = display;
    }

    /// <summary>A text; null for something to show.</summary>
    public string? Text { get; }

    /// <summary>Something to show, in one or more forms; null for a text.</summary>
    public CodeDisplay? Display { get; }

    /// <summary>A text as output.</summary>
    /// <param name="text">The text; not null.</param>
    /// <returns>The output.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static CodeOutputData FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new CodeOutputData(text, null);
    }

    /// <summary>Something to show as output.</summary>
    /// <param name="display">Its forms; not null.</param>
    /// <returns>The output.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="display"/> is null.</exception>
    public static CodeOutputData FromDisplay(CodeDisplay display)
    {
        ArgumentNullException.ThrowIfNull(display);
        return new CodeOutputData(null, display);
    }

    /// <summary>The text, or the plain form of what is shown.</summary>
    /// <returns>The text; empty where there is none.</returns>
    public override string ToString() => Text ?? Display?.Plain ?? "";
}
