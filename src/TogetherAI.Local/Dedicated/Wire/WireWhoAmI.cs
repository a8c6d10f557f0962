namespace TogetherAI.Local.Dedicated;

internal sealed record WireWhoAmI
{
    public required string ApiKeyId { get; init; }

    public required string ProjectId { get; init; }

    public required string ProjectName { get; init; }

    public required string ProjectSlug { get; init; }

    public required string OrganizationId { get; init; }

    public required string OrganizationName { get; init; }
}
