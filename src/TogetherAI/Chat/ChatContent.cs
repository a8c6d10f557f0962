using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What a message says: a text, or parts of several kinds. A string converts to it. Immutable.</summary>
[JsonConverter(typeof(ChatContentConverter))]
public sealed class ChatContent
{
    private readonly string? _text;
    private readonly IReadOnlyList<ChatContentPart>? _parts;

    private ChatContent(string? text, IReadOnlyList<ChatContentPart>? parts)
    {
        _text = text;
        _parts = parts;
    }

    /// <summary>The text; of parts, the text parts put together. Never null.</summary>
    public string Text => _text ?? string.Concat(_parts!.Select(static part => part.Text));

    /// <summary>The parts; a plain text is one part. Never null.</summary>
    public IReadOnlyList<ChatContentPart> Parts => _parts ?? [ChatContentPart.FromText(_text!)];

    /// <summary>Whether it goes on the wire as a plain string.</summary>
    internal bool IsText => _text is not null;

    /// <summary>A text as content.</summary>
    /// <param name="text">The text; not null.</param>
    /// <returns>The content.</returns>
    public static implicit operator ChatContent(string text) => FromText(text);

    /// <summary>A text as content.</summary>
    /// <param name="text">The text; not null.</param>
    /// <returns>The content.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ChatContent FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ChatContent(text, null);
    }

    /// <summary>Parts as content, in the order the model reads them.</summary>
    /// <param name="parts">The parts; copied.</param>
    /// <returns>The content.</returns>
    public static ChatContent FromParts(params IEnumerable<ChatContentPart> parts) => new(null, [.. parts]);

    /// <summary>The text.</summary>
    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;
}
