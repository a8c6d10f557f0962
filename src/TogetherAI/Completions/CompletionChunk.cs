using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// A piece of a continuation that is streamed. Immutable. The text of a piece may stand in any of three places, which
/// <see cref="Text"/> reads: the choice's text, its delta, or the token.
/// </summary>
public sealed record CompletionChunk : WireModel
{
    /// <summary>The answer's id; the same in every chunk.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Always <c>completion.chunk</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>When the answer was begun, in seconds since 1970 (UTC); null where the service did not say.</summary>
    public long? Created { get; init; }

    /// <summary>The model that answers; null where the service did not say.</summary>
    public string? Model { get; init; }

    /// <summary>The token this chunk is about; null where there is none.</summary>
    public CompletionToken? Token { get; init; }

    /// <summary>The pieces, usually one. Never null.</summary>
    public IReadOnlyList<CompletionChunkChoice> Choices { get => field ?? []; init; }

    /// <summary>What the answer cost: in the last chunk only, for the answer as a whole.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The seed the answer is sampled with.</summary>
    public long? Seed { get; init; }

    /// <summary>Why the first continuation ended; null while it goes on.</summary>
    [JsonIgnore, JsonPropertyName("(finish_reason)")]
    public FinishReason? FinishReason => First is { } first ? EndOf(first) : Choices.Count == 0 ? EndOfChunk : null;

    /// <summary>The piece of the first continuation's text; null where this chunk has none.</summary>
    [JsonIgnore, JsonPropertyName("(text)")]
    public string? Text => First is { } first ? TextOf(first) : null;

    // The description has the reason beside the choices, servers that follow OpenAI have it inside them.
    [JsonInclude]
    [JsonPropertyName("finish_reason")]
    internal FinishReason? EndOfChunk { get; init; }

    private CompletionChunkChoice? First => Choices.FirstOrDefault(static choice => choice.Index == 0);

    /// <summary>Why a continuation of this chunk ended; null while it goes on.</summary>
    internal FinishReason? EndOf(CompletionChunkChoice choice) => choice.FinishReason ?? EndOfChunk;

    /// <summary>The text of one of this chunk's pieces; null where it has none.</summary>
    internal string? TextOf(CompletionChunkChoice choice)
    {
        if (choice.Text is { Length: > 0 })
            return choice.Text;

        // A token belongs to a piece only where there is no other, and a special one is not text.
        return choice.Delta?.Content ?? choice.Text ?? (Choices.Count == 1 && Token is { Special: false } ? Token.Text : null);
    }
}
