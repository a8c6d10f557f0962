using System.Net;

namespace TogetherAI;

/// <summary>One attempt of a call. Immutable.</summary>
public sealed record RequestAttempt
{
    /// <summary>1 for the first attempt.</summary>
    public required int Number { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From sending to its failure.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The status of the answer; null where none arrived.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The service's id of this attempt; null where no answer arrived.</summary>
    public string? RequestId { get; init; }

    /// <summary>What failed, in a few words.</summary>
    public required string Error { get; init; }

    /// <summary>The wait that followed, before the next attempt; null for the last one.</summary>
    public TimeSpan? Wait { get; init; }
}
