using System.Net.Http.Headers;

namespace TogetherAI;

/// <summary>The key, and the one origin that may see it. Immutable.</summary>
internal sealed class Credential
{
    private readonly string? _key;
    private readonly AuthenticationHeaderValue? _header;
    private readonly Uri _home;
    private readonly bool _required;

    public Credential(string? key, Uri home, bool allowAnonymous)
    {
        _key = string.IsNullOrWhiteSpace(key) ? null : key.Trim();
        _home = home;
        _required = !allowAnonymous && !home.IsLoopback;
        if (_key is null)
            return;

        // Checked here and without quoting it: the framework's own error for a bad header value would show the key.
        foreach (char c in _key)
        {
            if (c is <= ' ' or > '~')
                throw new ArgumentException("The API key holds characters that no HTTP header can carry. Was it pasted with a line break or quotes?");
        }

        _header = new AuthenticationHeaderValue("Bearer", _key);
    }

    /// <summary>Whether an address is of the origin that the key is for.</summary>
    public bool IsHome(Uri target) => target.Port == _home.Port && Same(target.Scheme, _home.Scheme) && Same(target.Host, _home.Host);

    /// <summary>Signs a request that goes home.</summary>
    public void Apply(HttpRequestMessage request) => request.Headers.Authorization = _header;

    /// <summary>Checks that there is a key, before anything is sent.</summary>
    /// <exception cref="TogetherAuthenticationException">There is no key and the server needs one.</exception>
    public void Require()
    {
        if (_header is null && _required)
        {
            throw new TogetherAuthenticationException(
                "No API key. Set the environment variable TOGETHER_API_KEY, TogetherClientOptions.ApiKey, or Together:ApiKey in the configuration. "
                + "For a server that needs none, set TogetherClientOptions.AllowAnonymous.");
        }
    }

    /// <summary>Takes the key out of a text that a server sent: some echo it in their errors.</summary>
    public string? Redact(string? text) => _key is null ? text : text?.Replace(_key, "***", StringComparison.Ordinal);

    /// <summary>Takes the key out of everything an error says.</summary>
    public ErrorBody Redact(ErrorBody error) =>
        new(Redact(error.Message), Redact(error.Type), Redact(error.Parameter), Redact(error.Code));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
