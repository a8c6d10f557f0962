using System.Net.Http.Headers;
using System.Text;

namespace OverflowGateway.Tests;

/// <summary>Gateways on loopback, and clients for them.</summary>
internal static class Gateways
{
    /// <summary>Long enough that only a hang runs into it.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>On its own local lanes.</summary>
    public static Task<Gateway> StartOfflineAsync(params string[] settings) =>
        Gateway.StartAsync(["--urls=http://127.0.0.1:0", .. settings]);

    /// <summary>In front of an upstream that is neither lane's server.</summary>
    public static Task<Gateway> StartAsync(Uri upstream, params string[] settings) => Gateway.StartAsync(
    [
        "--urls=http://127.0.0.1:0", $"--Gateway:Upstream={upstream}", "--Gateway:ApiKey=gateway-key",
        "--Gateway:Dedicated=acme/chat", $"--Gateway:DedicatedAddress={upstream}", "--Gateway:Overflow=big-turbo", .. settings,
    ]);

    public static HttpClient CreateHttpClient(this Gateway gateway) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = gateway.Address, Timeout = Patience };

    public static TogetherAI.TogetherClient CreateClient(this Gateway gateway) => new(new TogetherAI.TogetherClientOptions
    {
        BaseAddress = gateway.Address,
        AllowAnonymous = true,
        Retry = { MaxRetries = 0 },
    });

    public static HttpRequestMessage Post(string path, string json) => new(HttpMethod.Post, path)
    {
        Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
    };

    /// <summary>Waits for what another thread is about to do.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "It never came to be.");
            await Task.Yield();
        }
    }
}
