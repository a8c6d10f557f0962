using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Http;

/// <summary>What a single call can have of its own, and what can be read beside its answer.</summary>
public class PerCallTests
{
    [Fact]
    public async Task Options_of_a_call_lie_over_the_clients()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler, configure: options => options.DefaultHeaders["x-team"] = "blue");
        JsonObject extra = new() { ["max_tokens"] = 99, ["store"] = null };
        TogetherClient view = client.With(new RequestOptions
        {
            Headers = new Dictionary<string, string> { ["X-Team"] = "red", ["x-trace"] = "1" },
            Query = new Dictionary<string, string> { ["debug"] = "a b&c" },
            ExtraBody = extra,
            KeepBody = true,
        });
        extra["max_tokens"] = 1;
        ChatResponse answer = await view.Chat.CreateAsync(Calls.Question);
        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal("https://example.test/v1/chat/completions?debug=a%20b%26c", sent.Uri.AbsoluteUri);
        Assert.Equal(("red", "1"), (sent.Headers["x-team"], sent.Headers["x-trace"]));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse("""{"messages":[{"role":"user","content":"?"}],"model":"m","max_tokens":99,"store":null}"""), JsonNode.Parse(sent.Body!)), sent.Body);
        Assert.Equal(Calls.Answer("ok"), Encoding.UTF8.GetString(answer.Http!.Body!.Value.Span));
    }

    [Fact]
    public async Task The_client_itself_is_not_changed_by_a_view()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler);
        client.With(new RequestOptions { Headers = new Dictionary<string, string> { ["x-trace"] = "1" } }).Dispose();
        ChatResponse answer = await client.Chat.CreateAsync(Calls.Question);
        Assert.False(handler.Requests[0].Headers.ContainsKey("x-trace"));
        Assert.Null(answer.Http!.Body);
    }

    [Fact]
    public async Task Retries_and_limits_can_be_a_calls_own()
    {
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(9) };
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.ServiceUnavailable, "", "text/plain").ThenHang().ThenText(HttpStatusCode.ServiceUnavailable, "", "text/plain", ("Retry-After", "8"));
        using TogetherClient client = Calls.Client(handler, time);
        TogetherClient once = client.With(new RequestOptions { MaxRetries = 0 });
        Assert.Single((await Assert.ThrowsAsync<TogetherOverloadedException>(() => once.Chat.CreateAsync(Calls.Question))).Attempts);
        TogetherClient brief = client.With(new RequestOptions { MaxRetries = 0, AttemptTimeout = TimeSpan.FromSeconds(3) });
        Assert.Equal(TimeSpan.FromSeconds(3), (await Assert.ThrowsAsync<TogetherTimeoutException>(() => brief.Chat.CreateAsync(Calls.Question))).Limit);
        TogetherClient bounded = client.With(new RequestOptions { TotalTimeout = TimeSpan.FromSeconds(9.5) });
        handler.ThenHang();
        Assert.Equal(TimeoutKind.Total, (await Assert.ThrowsAsync<TogetherTimeoutException>(() => bounded.Chat.CreateAsync(Calls.Question))).Kind);
    }

    [Fact]
    public void Faulty_options_of_a_call_are_named()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        Assert.Contains("MaxRetries", Assert.Throws<ArgumentException>(() => client.With(new RequestOptions { MaxRetries = -1 })).Message, StringComparison.Ordinal);
        Assert.Contains("AttemptTimeout", Assert.Throws<ArgumentException>(() => client.With(new RequestOptions { AttemptTimeout = TimeSpan.Zero })).Message, StringComparison.Ordinal);
        Assert.Contains("Headers holds Authorization", Assert.Throws<ArgumentException>(() => client.With(new RequestOptions { Headers = new Dictionary<string, string> { ["authorization"] = "x" } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_with_other_options_goes_elsewhere()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok")).ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler);
        TogetherClient copy = client.WithOptions(options =>
        {
            options.BaseAddress = new Uri("https://other.test/v1");
            options.ApiKey = "other";
        });
        await copy.Chat.CreateAsync(Calls.Question);
        copy.Dispose();
        await client.Chat.CreateAsync(Calls.Question);
        Assert.Equal(["other.test", "example.test"], handler.Requests.Select(request => request.Uri.Host));
        Assert.Equal(["Bearer other", "Bearer sk-secret"], handler.Requests.Select(request => request.Headers["Authorization"]));
    }

    [Fact]
    public async Task Rate_limits_are_data()
    {
        (string, string)[] headers =
        [
            ("x-ratelimit-limit", "10"), ("x-ratelimit-remaining", "9.5"), ("x-ratelimit-reset", "2"), ("x-tokenlimit-limit", "3000"), ("x-tokenlimit-remaining", "2900"),
            ("x-ratelimit-limit-dynamic", "20"), ("x-ratelimit-remaining-dynamic", "19"), ("x-tokenlimit-limit-dynamic", "6000"), ("x-tokenlimit-remaining-dynamic", "nonsense"),
        ];
        RateLimits expected = new()
        {
            Requests = 10, RequestsRemaining = 9.5, Reset = TimeSpan.FromSeconds(2), Tokens = 3000, TokensRemaining = 2900, DynamicRequests = 20, DynamicRequestsRemaining = 19,
            DynamicTokens = 6000, DynamicTokensRemaining = null,
        };
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"), headers: headers).ThenText(HttpStatusCode.BadRequest, "", "text/plain", headers).ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler);
        ChatResponse answer = await client.Chat.CreateAsync(Calls.Question);
        Assert.Equal(expected, answer.Http!.RateLimits);
        Assert.Equal("10", answer.Http.Headers["X-RateLimit-Limit"]);
        Assert.Equal(expected, (await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => client.Chat.CreateAsync(Calls.Question))).RateLimits);
        Assert.Equal(new RateLimits(), (await client.Chat.CreateAsync(Calls.Question)).Http!.RateLimits);
    }

    [Fact]
    public async Task An_operation_without_a_method_can_be_called()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"data":[1]}""", headers: ("x-request-id", "r1")).ThenText(HttpStatusCode.NoContent, "", "text/plain")
            .ThenText(HttpStatusCode.InternalServerError, "", "text/plain");
        using TogetherClient client = Calls.Client(handler);
        RawResponse answer = await client.SendAsync(HttpMethod.Post, "/v1/fine-tunes?limit=5", new JsonObject { ["a"] = 1 });
        Assert.Equal(1, answer.ReadJson().GetProperty("data")[0].GetInt32());
        Assert.Equal("r1", answer.RequestId);
        Assert.Equal(("https://example.test/v1/fine-tunes?limit=5", """{"a":1}"""), (handler.Requests[0].Uri.AbsoluteUri, handler.Requests[0].Body));
        RawResponse empty = await client.SendAsync(HttpMethod.Delete, "v1/fine-tunes/x");
        Assert.Equal(HttpStatusCode.NoContent, empty.Http!.StatusCode);
        Assert.Throws<TogetherResponseException>(() => empty.ReadJson());
        Assert.Single((await Assert.ThrowsAsync<TogetherServerException>(() => client.SendAsync(HttpMethod.Post, "v1/fine-tunes"))).Attempts);
        await Assert.ThrowsAsync<ArgumentException>(() => client.SendAsync(HttpMethod.Get, "https://evil.test/v1"));
    }

    [Fact]
    public async Task Headers_of_ones_own_stay_at_home_like_the_key()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.TemporaryRedirect, "", "text/plain", ("Location", "https://storage.test/x")).ThenJson("{}");
        using TogetherClient client = Calls.Client(handler, configure: options => options.DefaultHeaders["x-gateway-token"] = "secret");
        await client.SendAsync(HttpMethod.Get, "v1/thing");
        Assert.True(handler.Requests[0].Headers.ContainsKey("x-gateway-token"));
        Assert.False(handler.Requests[1].Headers.ContainsKey("x-gateway-token"));
    }
}
