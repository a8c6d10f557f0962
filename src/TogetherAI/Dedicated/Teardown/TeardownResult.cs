namespace TogetherAI;

/// <summary>What a teardown saw, and what is left. It claims nothing that was not seen. Immutable.</summary>
public sealed record TeardownResult
{
    /// <summary>The endpoint (<c>ep_…</c>).</summary>
    public required string EndpointId { get; init; }

    /// <summary>Every deployment that it met, gone ones too. Never null.</summary>
    public IReadOnlyList<DeploymentTeardown> Deployments { get; init; } = [];

    /// <summary>Whether the endpoint is gone.</summary>
    public bool IsEndpointDeleted { get; init; }

    /// <summary>Whether it went as far as it was asked to.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether every deployment was seen stopped, or is gone. Where not, something may still be billed.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Whether the endpoint has deployments that this was not about: those of other leases. It stays for them.</summary>
    public bool HasOtherDeployments { get; init; }

    /// <summary>Why the last step failed when it was last tried; null where none did. A later teardown goes on from there.</summary>
    public string? Problem { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>What is left, in words.</summary>
    /// <returns>Such as <c>endpoint ep_1 is deleted</c>, or <c>left of endpoint ep_1: dep_1: asked to stop, last seen DEPLOYMENT_STATE_STOPPING</c>.</returns>
    public override string ToString()
    {
        if (IsEndpointDeleted)
            return $"endpoint {EndpointId} is deleted";
        IEnumerable<string> left = Deployments.Where(static deployment => !deployment.IsDeleted).Select(static deployment => deployment.ToString());
        string text = string.Join("; ", left);
        return (text.Length == 0 ? $"endpoint {EndpointId} is left, {(HasOtherDeployments ? "with others' deployments" : "without deployments")}" : $"left of endpoint {EndpointId}: {text}")
            + (Problem is null || text.Contains(Problem, StringComparison.Ordinal) ? "" : $" ({Problem})");
    }
}
