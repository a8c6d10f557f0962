namespace TogetherAI;

/// <summary>Finds endpoints and deployments by what people call them.</summary>
internal static class EndpointNames
{
    /// <param name="pattern">An id, a name, or the last part of a name; with <c>*</c> at its end, all that begin like it.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static bool Matches(string pattern, DedicatedEndpoint endpoint) => Matches(pattern, endpoint.Id, endpoint.Name);

    /// <param name="pattern">As above.</param>
    /// <param name="id">The endpoint's id.</param>
    /// <param name="name">Its name.</param>
    public static bool Matches(string pattern, string id, string name) => Is(pattern, id) || Is(pattern, name) || Is(pattern, name[(name.LastIndexOf('/') + 1)..]);

    /// <param name="patterns">As above, or a deployment's id.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="deployment">One of its deployments.</param>
    public static bool MatchesAny(IReadOnlyList<string> patterns, DedicatedEndpoint endpoint, DedicatedDeployment deployment) =>
        patterns.Any(pattern => Matches(pattern, endpoint) || Is(pattern, deployment.Id));

    private static bool Is(string pattern, string name) => name.Length > 0 && (pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : name.Equals(pattern, StringComparison.OrdinalIgnoreCase));
}
