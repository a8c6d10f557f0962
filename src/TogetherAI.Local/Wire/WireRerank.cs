using System.Text.Json.Serialization;

namespace TogetherAI.Local.Wire;

internal sealed record WireRerank
{
    public string Object => "rerank";

    public required string Id { get; init; }

    public required string Model { get; init; }

    public required IReadOnlyList<WireRerankResult> Results { get; init; }

    public required WireUsage Usage { get; init; }
}

internal sealed record WireRerankResult(int Index, float RelevanceScore, WireRerankDocument Document);

/// <summary>Empty where the documents were not asked back.</summary>
internal sealed record WireRerankDocument([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text);
