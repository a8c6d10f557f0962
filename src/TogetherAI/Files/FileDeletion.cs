namespace TogetherAI;

/// <summary>What became of a file that was to be deleted. Immutable.</summary>
public sealed record FileDeletion : TogetherResponse
{
    /// <summary>The file's id; null where the service did not say.</summary>
    public string? Id { get; init; }

    /// <summary>Whether it is gone; null where the service did not say.</summary>
    public bool? Deleted { get; init; }
}
