using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace OverflowGateway;

/// <summary>
/// Who may come in: whoever has the key. Without one, programs of this machine, but no website that a browser of this machine shows.
/// </summary>
internal sealed class DoorKeeper(string? key)
{
    private readonly byte[]? _expected = key is null ? null : Encoding.UTF8.GetBytes("Bearer " + key);

    public Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (_expected is null)
        {
            return IsForeign(http.Request)
                ? OpenAiError.WriteAsync(http, 403, "A gateway without a key answers no websites. Set Gateway:ClientKey.", "invalid_request_error")
                : next(http);
        }

        // By the endpoint, not by the path: whatever is forwarded goes out with the gateway's own key, under any path.
        bool isOpen = http.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is not null;
        byte[] sent = Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString());
        return !isOpen && !CryptographicOperations.FixedTimeEquals(sent, _expected)
            ? OpenAiError.WriteAsync(
                http, 401, "The key is missing or wrong. Send the gateway's: Authorization: Bearer …", "invalid_request_error", code: "invalid_api_key")
            : next(http);
    }

    // A foreign Origin is a website's request; a foreign Host, one that reached this address under a name of its own (DNS rebinding).
    private static bool IsForeign(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}")
            return true;
        return request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]");
    }
}
