using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TogetherAI.Local.Tests.Hosting;

/// <summary>What a website that is open in a browser on this machine could send, and what it gets.</summary>
public class WebsiteTests
{
    private const string Chat = """{"model":"m","messages":[{"role":"user","content":"x"}]}""";

    [Theory]
    [InlineData("evil.example", 403)]
    [InlineData("localhost.evil.example:8080", 403)]
    [InlineData("192.168.0.7", 403)]
    [InlineData("0.0.0.0", 403)]
    [InlineData("localhost", 200)]
    [InlineData("LocalHost:1234", 200)]
    [InlineData("127.0.0.1:1234", 200)]
    [InlineData("127.9.9.9", 200)]
    [InlineData("[::1]:1234", 200)]
    public async Task Without_a_key_only_a_name_of_this_machine_is_answered(string host, int status)
    {
        await using LocalTogether local = await Hosts.StartAsync(HostKind.Kestrel);
        using HttpRequestMessage request = new(HttpMethod.Get, "/v1/models");
        request.Headers.Host = host;
        (int Status, string? Code) answer = await SendAsync(local, request);
        Assert.Equal((status, status == 403 ? "host_not_allowed" : null), answer);
    }

    [Theory]
    [InlineData("https://evil.example", "application/json", 403, "origin_not_allowed")]
    [InlineData("https://evil.example", "text/plain", 403, "origin_not_allowed")]
    [InlineData("http://localhost.evil.example", "text/plain", 403, "origin_not_allowed")]
    [InlineData("null", "application/x-www-form-urlencoded", 403, "origin_not_allowed")]
    [InlineData("http://localhost:3000", "text/plain", 415, "content_type_not_allowed")]
    [InlineData("http://localhost:3000", null, 415, "content_type_not_allowed")]
    [InlineData("http://localhost:3000", "application/json", 200, null)]
    [InlineData("http://[::1]:3000", "application/json; charset=utf-8", 200, null)]
    [InlineData(null, "text/plain", 200, null)]
    [InlineData(null, null, 200, null)]
    public async Task Without_a_key_no_other_site_is_answered(string? origin, string? contentType, int status, string? code)
    {
        await using LocalTogether local = await Hosts.StartAsync(HostKind.Kestrel);
        local.Chat.Always().Reply("ok");
        using HttpRequestMessage request = Ask(contentType);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        Assert.Equal((status, code), await SendAsync(local, request));
        Assert.Equal(status == 200 ? Chat : "", Assert.Single(local.Requests).Body);
    }

    [Fact]
    public async Task A_refusal_says_how_to_allow_it()
    {
        await using LocalTogether local = await Hosts.StartAsync(HostKind.Kestrel);
        using HttpClient http = local.CreateHttpClient();
        using HttpRequestMessage request = Ask("text/plain");
        request.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal(
            """{"error":{"message":"A server without a key does not answer websites, and this request has a foreign Origin. To allow it, give the server a key: LocalTogetherOptions.ApiKey, or tai serve --api-key.","type":"invalid_request_error","param":null,"code":"origin_not_allowed"}}""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task With_a_key_the_key_decides()
    {
        await using LocalTogether local = await Hosts.StartAsync(HostKind.Kestrel, static o => o.ApiKey = "secret");
        local.Chat.Always().Reply("ok");
        using HttpRequestMessage request = Ask("application/json");
        request.Headers.Host = "models.example";
        request.Headers.TryAddWithoutValidation("Origin", "https://app.example");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        Assert.Equal((200, null), await SendAsync(local, request));
    }

    [Fact]
    public async Task Without_a_port_there_is_nothing_for_a_website_to_reach()
    {
        await using LocalTogether local = await Hosts.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.together.example/v1/models");
        Assert.Equal((200, null), await SendAsync(local, request));
    }

    private static HttpRequestMessage Ask(string? contentType)
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(Chat));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = content };
    }

    private static async Task<(int Status, string? Code)> SendAsync(LocalTogether local, HttpRequestMessage request)
    {
        using HttpClient http = local.CreateHttpClient();
        using HttpResponseMessage response = await http.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, response.IsSuccessStatusCode ? null : JsonElement.Parse(body).GetProperty("error").GetProperty("code").GetString());
    }
}
