using System.Net.Http.Headers;
using System.Text;

namespace TogetherAI.Local.Tests;

/// <summary>The two hosts of the one server: what is asserted of one holds for the other.</summary>
public enum HostKind
{
    InProcess,
    Kestrel,
}

internal static class Hosts
{
    /// <summary>Long enough that only a hang runs into it.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public static Task<LocalTogether> StartAsync(HostKind host = HostKind.InProcess, Action<LocalTogetherOptions>? configure = null) =>
        LocalTogether.StartAsync(o =>
        {
            o.TimeProvider = new VirtualTimeProvider();
            if (host == HostKind.Kestrel)
                o.Port = 0;
            configure?.Invoke(o);
        });

    public static HttpClient CreateHttpClient(this LocalTogether local) =>
        new(local.CreateHandler()) { BaseAddress = local.BaseAddress, Timeout = Patience };

    public static HttpRequestMessage Post(string path, string json) => new(HttpMethod.Post, path)
    {
        Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
    };

    public static async Task<(int Status, string Body)> PostAsync(this LocalTogether local, string path, string json)
    {
        using HttpClient http = local.CreateHttpClient();
        using HttpResponseMessage response = await http.SendAsync(Post(path, json));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static Task<(int Status, string Body)> ChatAsync(this LocalTogether local, string json) => local.PostAsync("/v1/chat/completions", json);
}
