using System.Net;
using System.Net.Http.Headers;

namespace TogetherAI.Local.Tests.Wire;

public class ApiKeyTests
{
    private const string Chat = """{"model":"m","messages":[{"role":"user","content":"x"}]}""";

    [Theory]
    [InlineData(null, 401, """{"error":{"message":"Missing API key. Send it as \"Authorization: Bearer <key>\".","type":"authentication_error","param":null,"code":"missing_api_key"}}""")]
    [InlineData("Basic secret", 401, """{"error":{"message":"Missing API key. Send it as \"Authorization: Bearer <key>\".","type":"authentication_error","param":null,"code":"missing_api_key"}}""")]
    [InlineData("Bearer wrong", 401, """{"error":{"message":"Invalid API key provided.","type":"authentication_error","param":null,"code":"invalid_api_key"}}""")]
    [InlineData("Bearer secret", 200, null)]
    [InlineData("bearer secret", 200, null)]
    public async Task A_server_with_a_key_asks_for_it(string? authorization, int status, string? body)
    {
        await using LocalTogether local = await Hosts.StartAsync(configure: static o => o.ApiKey = "secret");
        local.Chat.Always().Reply("ok");
        using HttpClient http = local.CreateHttpClient();
        using HttpRequestMessage request = Hosts.Post("/v1/chat/completions", Chat);
        request.Headers.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        if (body is not null)
            Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_key_never_reaches_the_log()
    {
        await using LocalTogether local = await Hosts.StartAsync(configure: static o => o.ApiKey = "secret");
        local.Chat.Always().Reply("ok");
        using HttpClient http = local.CreateHttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        http.DefaultRequestHeaders.Add("X-Trace", "kept");
        using HttpResponseMessage response = await http.SendAsync(Hosts.Post("/v1/chat/completions", Chat));
        LoggedRequest request = Assert.Single(local.Requests);
        Assert.Equal("kept", request.Headers["x-trace"]);
        Assert.DoesNotContain(request.Headers, static header => header.Value.Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", request.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HostKind.InProcess)]
    [InlineData(HostKind.Kestrel)]
    public async Task Without_the_key_the_body_is_neither_read_nor_held(HostKind host)
    {
        await using LocalTogether local = await Hosts.StartAsync(host, static o => o.ApiKey = "secret");
        using HttpClient http = local.CreateHttpClient();
        NeverEnding body = new();
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = body };
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        LoggedRequest logged = Assert.Single(local.Requests);
        Assert.Equal(("", "", 401), (logged.Body, logged.Model, logged.StatusCode));
        body.End();
    }

    /// <summary>The beginning of a body, whose rest comes when the test says so: whoever reads it waits.</summary>
    private sealed class NeverEnding : HttpContent
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End() => _end.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("{\"model\":\"m\","u8.ToArray());
            await stream.FlushAsync();
            await _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
