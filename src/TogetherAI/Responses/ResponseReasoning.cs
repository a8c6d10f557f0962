using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What the model thought. Immutable. Some models write it into their message instead.</summary>
public sealed record ResponseReasoning : ResponseItem
{
    /// <inheritdoc/>
    public override string Type { get => field ?? "reasoning"; init; }

    /// <summary>The thoughts.</summary>
    public IReadOnlyList<ResponsePart>? Content { get; init; }

    /// <summary>The thoughts in short.</summary>
    public IReadOnlyList<ResponsePart>? Summary { get; init; }

    /// <summary>The thoughts, put together, or else their summary. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(text)")]
    public string Text => string.Concat((Content is { Count: > 0 } ? Content : Summary ?? []).Select(static part => part.Text));
}
