using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

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
    public async Task Without_the_key_the_body_is_not_held(HostKind host)
    {
        await using LocalTogether local = await Hosts.StartAsync(host, static o => o.ApiKey = "secret");
        Assert.Equal(401, (await local.ChatAsync(Chat)).Status);
        LoggedRequest logged = Assert.Single(local.Requests);
        Assert.Equal(("", "", 401), (logged.Body, logged.Model, logged.StatusCode));
    }

    [Fact]
    public async Task Without_the_key_the_answer_does_not_wait_for_the_body()
    {
        await using LocalTogether local = await Hosts.StartAsync(HostKind.Kestrel, static o => o.ApiKey = "secret");
        // A socket, because HttpClient sends its whole body before it reads.
        using TcpClient socket = new();
        await socket.ConnectAsync(local.BaseAddress.Host, local.BaseAddress.Port);
        await using NetworkStream stream = socket.GetStream();
        await stream.WriteAsync("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"u8.ToArray());
        using StreamReader answer = new(stream);
        Assert.Equal("HTTP/1.1 401 Unauthorized", await answer.ReadLineAsync().WaitAsync(Hosts.Patience));
    }
}
