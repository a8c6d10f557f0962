namespace TogetherAI;

/// <summary>What is known of a rental: enough to find and end it from another process. Immutable.</summary>
internal sealed record LeaseRecord
{
    /// <summary>Every deployment that a lease makes begins with this and the lease's id.</summary>
    public const string DeploymentPrefix = "lease-";

    /// <summary>The lease's id, twelve hexadecimal digits; part of every name it gives.</summary>
    public required string LeaseId { get; init; }

    /// <summary>The endpoint's name without the project.</summary>
    public required string EndpointName { get; init; }

    /// <summary>Whether the rental makes the endpoint, and so deletes it too. False where it took one that was there.</summary>
    public bool MakesEndpoint { get; init; } = true;

    /// <summary>The endpoint; null until the service has named it.</summary>
    public string? EndpointId { get; init; }

    /// <summary>The deployment; null until the service has named it.</summary>
    public string? DeploymentId { get; init; }

    public bool DeleteWhenStopped { get; init; } = true;

    public string? Label { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The name of its first deployment; a fallback to other hardware appends a number.</summary>
    public string DeploymentName => DeploymentPrefix + LeaseId;

    /// <summary>How far its end goes.</summary>
    public TeardownDepth Depth => !DeleteWhenStopped ? TeardownDepth.Stop : MakesEndpoint ? TeardownDepth.DeleteEndpoint : TeardownDepth.DeleteDeployments;

    /// <summary>Which deployments of the endpoint end with the lease: its own, and on an endpoint it made all but those of other leases.</summary>
    public Func<DedicatedDeployment, bool> Concerns => deployment =>
        IsOwn(deployment.Name) || (MakesEndpoint && !LastPart(deployment.Name).StartsWith(DeploymentPrefix, StringComparison.Ordinal));

    /// <param name="name">A deployment's name, alone or as <c>project/endpoint/deployment</c>.</param>
    public bool IsOwn(string name) => LastPart(name).StartsWith(DeploymentName, StringComparison.Ordinal);

    /// <summary>The part of a name after its last slash.</summary>
    public static string LastPart(string name) => name[(name.LastIndexOf('/') + 1)..];

    public static LeaseRecord Begin(RentRequest request, SupportedModel model, DateTimeOffset now)
    {
        string id = Guid.NewGuid().ToString("N")[..12]; // unique among all processes: it tells a lease's own from everything else
        return new LeaseRecord
        {
            LeaseId = id,
            EndpointName = request.Name ?? $"{Slug(model.Name)}-{id}",
            DeleteWhenStopped = request.DeleteWhenStopped,
            Label = request.Label,
            StartedAt = now,
        };
    }

    private static string Slug(string model)
    {
        char[] letters = [.. LastPart(model).ToLowerInvariant().Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')];
        return new string(letters, 0, Math.Min(letters.Length, 40)).Trim('-') is { Length: > 0 } slug ? slug : "model";
    }
}
