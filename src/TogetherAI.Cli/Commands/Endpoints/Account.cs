namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary>Finds endpoints and deployments by what people call them.</summary>
internal static class Account
{
    public static async Task<IReadOnlyList<DedicatedEndpoint>> EndpointsAsync(TogetherClient together, CancellationToken cancellationToken)
    {
        List<DedicatedEndpoint> endpoints = [];
        await foreach (DedicatedEndpoint endpoint in together.Dedicated.Endpoints.ListAsync(cancellationToken: cancellationToken))
            endpoints.Add(endpoint);
        return endpoints;
    }

    public static async Task<IReadOnlyList<DedicatedDeployment>> DeploymentsAsync(
        TogetherClient together, DedicatedEndpoint endpoint, CancellationToken cancellationToken)
    {
        List<DedicatedDeployment> deployments = [];
        await foreach (DedicatedDeployment deployment in together.Dedicated.Deployments.ListAsync(endpoint.Id, cancellationToken: cancellationToken))
            deployments.Add(deployment);
        return deployments;
    }

    /// <exception cref="ArgumentException">There is none, or more than one; the message names those there are.</exception>
    public static async Task<DedicatedEndpoint> FindAsync(TogetherClient together, string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<DedicatedEndpoint> all = await EndpointsAsync(together, cancellationToken);
        return Find("endpoint", name, all, static one => one.Id, static one => one.Name);
    }

    /// <summary>The deployment that is named; where none is, the only one there is.</summary>
    /// <exception cref="ArgumentException">There is none, or more than one; the message names those there are.</exception>
    public static DedicatedDeployment Find(DedicatedEndpoint endpoint, IReadOnlyList<DedicatedDeployment> all, string? name)
    {
        if (name is not null)
            return Find("deployment", name, all, static one => one.Id, static one => one.Name);
        return all.Count == 1
            ? all[0]
            : throw new ArgumentException(all.Count == 0
                ? $"{endpoint.Name} has no deployment. tai endpoints create makes an endpoint with one."
                : $"{endpoint.Name} has {all.Count} deployments; choose one with --deployment: {string.Join(", ", all.Select(static one => Short(one.Name)))}.");
    }

    /// <summary>The last part of a name.</summary>
    public static string Short(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static T Find<T>(string what, string name, IReadOnlyList<T> all, Func<T, string> id, Func<T, string> nameOf)
    {
        T[] found = [.. all.Where(one => Same(id(one), name) || Same(nameOf(one), name))];
        if (found.Length == 0)
            found = [.. all.Where(one => Same(Short(nameOf(one)), name))];
        return found.Length == 1
            ? found[0]
            : throw new ArgumentException(
                (found.Length == 0 ? $"there is no {what} {name}. " : $"{name} names {found.Length} {what}s; use an id. ")
                + (all.Count == 0 ? "There is none at all." : $"There are: {string.Join(", ", all.Select(one => $"{nameOf(one)} ({id(one)})"))}."));
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
