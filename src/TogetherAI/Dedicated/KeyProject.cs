namespace TogetherAI;

/// <summary>Of what the service tells about a key, the one thing that management operations need.</summary>
internal sealed record KeyProject : TogetherResponse
{
    public string? ProjectId { get; init; }
}
