using System.Text.Json.Serialization;

namespace TogetherAI.Local.Wire;

/// <summary>Unlike chat's chunks, a completion's say the token and the finish reason at the top.</summary>
internal sealed record WireCompletionChunk
{
    public required string Id { get; init; }

    public string Object => "completion.chunk";

    public required long Created { get; init; }

    public required WireToken Token { get; init; }

    public required IReadOnlyList<WireCompletionChunkChoice> Choices { get; init; }

    public required WireUsage? Usage { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Seed { get; init; }

    public required string? FinishReason { get; init; }
}

internal sealed record WireToken(int Id, string Text, float Logprob, bool Special);

internal sealed record WireCompletionChunkChoice(string Text, int Index, WireChatDelta Delta);
