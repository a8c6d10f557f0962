using System.Text.Json.Serialization;

namespace TogetherAI.Local.Dedicated;

internal sealed record WirePage<T>(IReadOnlyList<T> Data)
{
    public string Object => "list";

    [JsonPropertyName("next_cursor"), JsonIgnore(Condition = JsonIgnoreCondition.Never)] // the one name in snake case
    public string? NextCursor { get; init; }
}

internal sealed record WireEmpty;
