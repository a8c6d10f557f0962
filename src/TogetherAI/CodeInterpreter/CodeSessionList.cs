using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>The sessions that are open. Immutable.</summary>
public sealed record CodeSessionList : TogetherResponse
{
    /// <summary>The sessions as the service wraps them; null where it told of errors instead.</summary>
    public CodeSessionListData? Data { get; init; }

    /// <summary>Why there is no list; null where there is.</summary>
    public IReadOnlyList<CodeError>? Errors { get; init; }

    /// <summary>The sessions. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(sessions)")]
    public IReadOnlyList<CodeSession> Sessions => Data?.Sessions ?? [];
}
