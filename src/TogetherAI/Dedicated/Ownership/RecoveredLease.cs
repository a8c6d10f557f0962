namespace TogetherAI;

/// <summary>A lease that a recovery met. Immutable.</summary>
public sealed record RecoveredLease
{
    /// <summary>The lease's id, twelve hexadecimal digits.</summary>
    public required string LeaseId { get; init; }

    /// <summary>What was done about it.</summary>
    public required RecoveryOutcome Outcome { get; init; }

    /// <summary>The endpoint's name, without the project.</summary>
    public required string EndpointName { get; init; }

    /// <summary>The endpoint (<c>ep_…</c>); null where none was found.</summary>
    public string? EndpointId { get; init; }

    /// <summary>What its costs are booked under; null where nothing was named.</summary>
    public string? Label { get; init; }

    /// <summary>When it was rented; null for one that is not in the journal.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The process that rented it; null for one that is not in the journal. An id may mean another process by now.</summary>
    public int? ProcessId { get; init; }

    /// <summary>What was seen of its end; null where it was not touched, or not found.</summary>
    public TeardownResult? Teardown { get; init; }

    /// <summary>Why it could not be ended; null where it could, or was not to be.</summary>
    public string? Problem { get; init; }

    /// <summary>The lease in a line.</summary>
    /// <returns>Such as <c>lease 0f3a…: Stopped; endpoint ep_1 is deleted</c>.</returns>
    public override string ToString() =>
        $"lease {LeaseId} ({EndpointName}): {Outcome}{(Teardown is null ? "" : $"; {Teardown}")}{(Problem is null || Teardown?.Problem == Problem ? "" : $"; {Problem}")}";
}
