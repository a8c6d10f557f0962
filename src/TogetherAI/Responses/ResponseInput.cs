using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What is asked: a text, or the items of a conversation. A string converts to it. Immutable.</summary>
[JsonConverter(typeof(ResponseInputConverter))]
public sealed class ResponseInput
{
    private ResponseInput(string? text, IReadOnlyList<ResponseItem>? items)
    {
        Text = text;
        Items = items;
    }

    /// <summary>The text; null for items.</summary>
    public string? Text { get; }

    /// <summary>The items; null for a text.</summary>
    public IReadOnlyList<ResponseItem>? Items { get; }

    /// <summary>A question.</summary>
    /// <param name="text">The text; not null.</param>
    /// <returns>The same, as the type that a request takes.</returns>
    public static implicit operator ResponseInput(string text) => FromText(text);

    /// <summary>A question.</summary>
    /// <param name="text">The text; not null.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ResponseInput FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ResponseInput(text, null);
    }

    /// <summary>A conversation. The service stores none, so all of it is sent every time: the items given out before, and the new ones.</summary>
    /// <param name="items">The items, oldest first; copied.</param>
    /// <returns>The input.</returns>
    public static ResponseInput FromItems(params IEnumerable<ResponseItem> items) => new(null, [.. items]);
}
