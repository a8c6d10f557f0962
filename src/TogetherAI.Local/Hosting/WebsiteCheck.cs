using System.Net;
using Microsoft.AspNetCore.Http;

namespace TogetherAI.Local.Hosting;

/// <summary>
/// Keeps websites away from a server without a key. The browser on this machine reaches loopback for any page that it shows: with a
/// request that asks no permission first (a form's content types, see the Fetch standard), or under a name of the page's own that
/// leads here since a moment ago (DNS rebinding).
/// </summary>
internal static class WebsiteCheck
{
    private const string Remedy = "To allow it, give the server a key: LocalTogetherOptions.ApiKey, or tai serve --api-key.";

    /// <summary>Why the request may not go on; null where it may.</summary>
    public static ApiException? Refuse(HttpContext http)
    {
        HttpRequest request = http.Request;
        if (http.Connection.LocalIpAddress is { } reached && IsLoopback(reached) && !IsLoopback(request.Host.Host))
        {
            return Forbidden(
                $"A server without a key answers on this machine only to localhost, 127.0.0.1 and [::1], not to another Host. {Remedy}",
                "host_not_allowed");
        }

        string origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return null;
        if (!IsOwn(origin, request.Host))
        {
            return Forbidden(
                $"A server without a key does not answer websites, and this request has a foreign Origin. {Remedy}", "origin_not_allowed");
        }

        if (HttpMethods.IsPost(request.Method) && !request.HasJsonContentType())
        {
            return new ApiException(
                415,
                "invalid_request_error",
                "A request with an Origin must say Content-Type: application/json.",
                code: "content_type_not_allowed");
        }

        return null;
    }

    // "null", which a page in a sandbox or in a file sends, is no address and hence foreign.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? page)
        && (IsLoopback(page.Host) || string.Equals(page.Authority, host.Value, StringComparison.OrdinalIgnoreCase));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IsLoopback(address));

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static ApiException Forbidden(string message, string code) => new(403, "invalid_request_error", message, code: code);
}
