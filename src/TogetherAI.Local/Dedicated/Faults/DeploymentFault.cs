namespace TogetherAI.Local.Dedicated;

/// <summary>What one kind of start meets. Guarded by its script's lock.</summary>
internal sealed record DeploymentFault
{
    /// <summary>A deployment's own or whole name; null for all.</summary>
    public string? Name { get; init; }

    public int Left { get; set; }

    public TimeSpan? FailAfter { get; init; }

    public string Message { get; init; } = "";

    public int? MostReady { get; init; }

    public TimeSpan? FlapUp { get; init; }

    public TimeSpan FlapDown { get; init; }

    public TimeSpan? StopDelay { get; init; }

    public bool TryTake(string name)
    {
        if (Left == 0 || (Name is not null && Name != name && !name.EndsWith("/" + Name, StringComparison.Ordinal)))
            return false;
        Left--;
        return true;
    }
}
