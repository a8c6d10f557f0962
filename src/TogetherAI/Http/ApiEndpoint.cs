namespace TogetherAI;

/// <summary>Where the API lives: a host, perhaps with a gateway's path in front, never with the API's version.</summary>
internal static class ApiEndpoint
{
    public static readonly Uri Default = new("https://api.together.ai/");

    /// <summary>The address in <c>TOGETHER_BASE_URL</c>; null where it is not set.</summary>
    /// <exception cref="ArgumentException">It is no address.</exception>
    public static Uri? FromEnvironment()
    {
        string? address = Environment.GetEnvironmentVariable("TOGETHER_BASE_URL");
        if (string.IsNullOrWhiteSpace(address))
            return null;
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? parsed)
            ? parsed
            : throw new ArgumentException("The environment variable TOGETHER_BASE_URL is not an absolute address, such as https://api.together.ai.");
    }

    /// <summary>Drops a trailing <c>/v1</c> or <c>/v2</c>, which belongs to the operations, and ends the path with a slash.</summary>
    public static Uri Normalize(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            throw new ArgumentException($"BaseAddress '{address}' is not an absolute http or https address, such as https://api.together.ai.");
        if (address.UserInfo.Length > 0)
            throw new ArgumentException("BaseAddress holds a user name or password; an address ends up in logs. Put the key into ApiKey.");
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new ArgumentException($"BaseAddress '{address.GetLeftPart(UriPartial.Path)}' has a query or a fragment; give host and path only.");

        string path = address.AbsolutePath.TrimEnd('/');
        if (path.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) || path.EndsWith("/v2", StringComparison.OrdinalIgnoreCase))
            path = path[..^3];
        return new Uri(address.GetLeftPart(UriPartial.Authority) + path + "/");
    }
}
