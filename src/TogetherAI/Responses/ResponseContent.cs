using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What a message says or a call gave: a text, or parts. A string converts to it. Immutable.</summary>
[JsonConverter(typeof(ResponseContentConverter))]
public sealed class ResponseContent
{
    private readonly string? _text;
    private readonly IReadOnlyList<ResponsePart>? _parts;

    private ResponseContent(string? text, IReadOnlyList<ResponsePart>? parts)
    {
        _text = text;
        _parts = parts;
    }

    /// <summary>The text; of parts, their texts put together. Never null.</summary>
    public string Text => _text ?? string.Concat(_parts!.Select(static part => part.Text));

    /// <summary>The parts; empty for a plain text. Never null.</summary>
    public IReadOnlyList<ResponsePart> Parts => _parts ?? [];

    /// <summary>Whether it goes on the wire as a plain string.</summary>
    internal bool IsText => _text is not null;

    /// <summary>A text as content.</summary>
    /// <param name="text">The text; not null.</param>
    /// <returns>The same, as the type that a request takes.</returns>
    public static implicit operator ResponseContent(string text) => FromText(text);

    /// <summary>A text as content.</summary>
    /// <param name="text">The text; not null.</param>
    /// <returns>The content.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ResponseContent FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ResponseContent(text, null);
    }

    /// <summary>Parts as content, in the order the model reads them.</summary>
    /// <param name="parts">The parts; copied.</param>
    /// <returns>The content.</returns>
    public static ResponseContent FromParts(params IEnumerable<ResponsePart> parts) => new(null, [.. parts]);

    /// <summary>The text.</summary>
    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;
}
