namespace TogetherAI;

/// <summary>Something that happened during an import. Immutable.</summary>
public sealed record RemoteModelUploadEvent : WireModel
{
    /// <summary>The event's id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How serious it is.</summary>
    public DedicatedEventLevel Level { get; init; }

    /// <summary>What happened, in a word such as <c>download.started</c>.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>What happened, for people.</summary>
    public string Message { get => field ?? ""; init; }
}
