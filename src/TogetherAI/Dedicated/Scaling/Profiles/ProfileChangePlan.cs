using System.Security.Cryptography;
using System.Text;

namespace TogetherAI;

/// <summary>What a profile change finds when it begins, wherever an earlier one ended. Immutable.</summary>
internal sealed record ProfileChangePlan
{
    private const string Mark = "-p";
    private const int HashDigits = 8;

    /// <summary>The deployment to replace; null where the change is done.</summary>
    public DedicatedDeployment? Old { get; init; }

    /// <summary>The deployment to put in its place; null where it has yet to be made.</summary>
    public DedicatedDeployment? New { get; init; }

    /// <summary>The name of the new one.</summary>
    public required string Name { get; init; }

    /// <summary>What each replica of the old one counts in the split; the new one's count the same.</summary>
    public required double Weight { get; init; }

    /// <summary>Whether the old one gets no traffic any more.</summary>
    public bool IsShifted { get; init; }

    public static ProfileChangePlan Of(
        DedicatedEndpoint endpoint, IReadOnlyList<DedicatedDeployment> deployments, DeploymentProfile profile, ProfileChangeOptions options)
    {
        string? oldId = options.DeploymentId;
        Dictionary<string, double> weights = endpoint.TrafficSplit.Where(static entry => entry.Weight > 0)
            .GroupBy(static entry => entry.DeploymentId, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.First().Weight, StringComparer.Ordinal);
        DedicatedDeployment? serving = deployments.FirstOrDefault(deployment => weights.ContainsKey(deployment.Id) && IsOf(deployment, profile));
        DedicatedDeployment? old = oldId is not null
            ? deployments.FirstOrDefault(deployment => deployment.Id == oldId)
            : OnlyOther(endpoint, deployments, profile, weights);
        if (old is null && serving is null)
        {
            throw oldId is null
                ? new TogetherInvalidRequestException($"No deployment of the endpoint {endpoint.Name} has a weight in its traffic split, so none can be replaced without a gap. Name one in ProfileChangeOptions.DeploymentId.")
                : new TogetherNotFoundException($"The endpoint {endpoint.Name} has no deployment {oldId}, and none of the profile's config that serves. Look at Deployments.ListAsync.");
        }

        // All traffic has gone over, and perhaps the old one is still to be ended: it is known by its name.
        if (old is null)
        {
            string stem = Stem(serving!.Name);
            old = deployments.FirstOrDefault(deployment => deployment.Id != serving.Id && !weights.ContainsKey(deployment.Id)
                && Stem(deployment.Name) == stem && (options.DeleteOld || deployment.Status.State != DeploymentState.Stopped));
            return new ProfileChangePlan { Old = old, New = serving, Name = LeaseRecord.LastPart(serving.Name), Weight = weights[serving.Id], IsShifted = true };
        }

        if (LeaseRecord.LastPart(old.Name).StartsWith(LeaseRecord.DeploymentPrefix, StringComparison.Ordinal))
        {
            throw new TogetherInvalidRequestException(
                $"The deployment {old.Name} is a lease's, which would take its end for the lease's own and tear everything down. Rent another with the profile, then stop this one.");
        }

        if (IsOf(old, profile))
            return new ProfileChangePlan { New = old, Name = LeaseRecord.LastPart(old.Name), Weight = weights.GetValueOrDefault(old.Id, 1), IsShifted = true };
        string name = Stem(old.Name) + Mark + Hash(profile);
        DedicatedDeployment? made = deployments.FirstOrDefault(deployment => LeaseRecord.LastPart(deployment.Name) == name);
        bool isShifted = made is not null && weights.ContainsKey(made.Id) && !weights.ContainsKey(old.Id);
        return new ProfileChangePlan
        {
            Old = old,
            New = made,
            Name = name,
            Weight = weights.TryGetValue(old.Id, out double weight) ? weight : made is null ? 1 : weights.GetValueOrDefault(made.Id, 1),
            IsShifted = isShifted,
        };
    }

    /// <summary>Whether it costs nothing any more, or will not soon.</summary>
    public static bool HasEnded(DedicatedDeployment deployment) =>
        deployment.Status.State == DeploymentState.Stopped || deployment.Status.State == DeploymentState.Failed || WantsNone(deployment);

    /// <summary>Whether it was told to have no replicas.</summary>
    public static bool WantsNone(DedicatedDeployment deployment) => deployment.Autoscaling is { MinReplicas: null or 0, MaxReplicas: null or 0 };

    private static DedicatedDeployment? OnlyOther(
        DedicatedEndpoint endpoint, IReadOnlyList<DedicatedDeployment> deployments, DeploymentProfile profile, Dictionary<string, double> weights)
    {
        DedicatedDeployment[] others = [.. deployments.Where(deployment => weights.ContainsKey(deployment.Id) && !IsOf(deployment, profile))];
        return others.Length <= 1
            ? others.FirstOrDefault()
            : throw new TogetherInvalidRequestException(
                $"The endpoint {endpoint.Name} shares its traffic among {string.Join(", ", others.Select(static other => other.Id))}. Name the one to replace in ProfileChangeOptions.DeploymentId.");
    }

    private static bool IsOf(DedicatedDeployment deployment, DeploymentProfile profile) => deployment.Config == profile.Config
        && (deployment.Model == profile.Model || deployment.Model.StartsWith(profile.Model + "/", StringComparison.Ordinal)); // pinned to a revision

    /// <summary>The name without what an earlier change put behind it: ten changes do not make it ten times as long.</summary>
    private static string Stem(string name)
    {
        string last = LeaseRecord.LastPart(name);
        int at = last.Length - Mark.Length - HashDigits;
        return at > 0 && last.AsSpan(at).StartsWith(Mark) && !last.AsSpan(at + Mark.Length).ContainsAnyExcept("0123456789abcdef") ? last[..at] : last;
    }

    private static string Hash(DeploymentProfile profile) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{profile.Model} {profile.Config}")))[..HashDigits];
}
