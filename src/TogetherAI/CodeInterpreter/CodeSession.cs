namespace TogetherAI;

/// <summary>A session of the code interpreter: what programs leave behind for the next one. Immutable.</summary>
public sealed record CodeSession : WireModel
{
    /// <summary>Its id, for <see cref="CodeRequest.SessionId"/>.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>How many programs have run in it.</summary>
    public int ExecuteCount { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When a program last ran in it.</summary>
    public DateTimeOffset LastExecuteAt { get; init; }

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
}
