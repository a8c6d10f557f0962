using System.Text.Json;

namespace TogetherAI;

/// <summary>What became of one request of a batch. Immutable.</summary>
public sealed record BatchResult
{
    /// <summary>The id that the request was given; null where the line does not tell.</summary>
    public string? CustomId { get; init; }

    /// <summary>
    /// The model's answer; null where the request failed, and in batches that are not of conversations: see <see cref="Body"/>.
    /// </summary>
    public ChatResponse? Response { get; init; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public BatchError? Error { get; init; }

    /// <summary>The status that the request alone would have been answered with; null where the service did not say.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The answer as it came, also one that tells of an error; null where there is none.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>
    /// Whether a result with this <see cref="CustomId"/> has been read before, from either file. The first stands; the service should not
    /// send a second.
    /// </summary>
    public bool IsDuplicate { get; init; }

    /// <summary>The file it stands in.</summary>
    public string FileId { get; init; } = "";

    /// <summary>The line it stands on, from 1.</summary>
    public long LineNumber { get; init; }

    /// <summary>That line as it came, without its end: UTF-8. Of a line longer than 64 MiB, its beginning.</summary>
    public ReadOnlyMemory<byte> Line { get; init; }

    /// <summary>The answer as what a run asked for; <see cref="Response"/> where that was a conversation.</summary>
    internal TogetherResponse? Answer { get; init; }
}
