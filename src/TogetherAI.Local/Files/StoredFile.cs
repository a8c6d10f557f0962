namespace TogetherAI.Local.Files;

/// <summary>A file that the server keeps. Immutable; a change puts another in its place.</summary>
internal sealed record StoredFile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Purpose { get; init; }

    public required string Type { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>Where its content is on disk; null while none has arrived.</summary>
    public string? Path { get; init; }

    public long Bytes { get; init; }

    /// <summary>As the API shows it.</summary>
    public WireFile ToWire() => new()
    {
        Id = Id,
        CreatedAt = CreatedAt,
        Filename = Name,
        Bytes = Bytes,
        Purpose = Purpose,
        Processed = Path is not null,
        FileType = Type,
    };
}
