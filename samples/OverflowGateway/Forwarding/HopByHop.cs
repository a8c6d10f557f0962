namespace OverflowGateway.Forwarding;

/// <summary>Headers that are between two neighbours and go no further (RFC 9110, 7.6.1), and those that name who is asked and by whom.</summary>
internal static class HopByHop
{
    private static readonly HashSet<string> s_between = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Proxy-Connection", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Proxy-Authenticate", "Proxy-Authorization", "Expect",
    };

    private static readonly HashSet<string> s_personal = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Authorization", "X-Api-Key", "Api-Key", "Cookie",
    };

    /// <param name="name">The header in question.</param>
    /// <param name="connection">The value of <c>Connection</c>, which may name more.</param>
    public static bool Contains(string name, string connection) =>
        s_between.Contains(name) || connection.Split(',').Any(token => token.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The client's own credentials are not the upstream's business.</summary>
    public static bool IsPersonal(string name) => s_personal.Contains(name);
}
