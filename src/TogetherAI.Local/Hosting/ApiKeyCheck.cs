using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TogetherAI.Local.Hosting;

/// <summary>Compares keys by their hashes: the time that takes says nothing about the key.</summary>
internal sealed class ApiKeyCheck(string? key)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _hash = key is null ? null : Hash(key);

    /// <summary>Why the request may not go on; null where it may.</summary>
    public ApiException? Refuse(HttpRequest request)
    {
        if (_hash is null)
            return null;
        string header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return new ApiException(
                401, "authentication_error", "Missing API key. Send it as \"Authorization: Bearer <key>\".", code: "missing_api_key");
        }

        return CryptographicOperations.FixedTimeEquals(_hash, Hash(header[Scheme.Length..].Trim()))
            ? null
            : new ApiException(401, "authentication_error", "Invalid API key provided.", code: "invalid_api_key");
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
