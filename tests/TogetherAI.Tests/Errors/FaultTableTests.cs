using System.Net;

namespace TogetherAI.Tests.Errors;

/// <summary>
/// What can go wrong before an answer, a row each: the type of the exception, the number of attempts, and the waits between them, as told
/// and as the clock was turned. <see cref="Failing"/> holds every row to letting go of all it opened.
/// </summary>
public class FaultTableTests
{
    /// <summary>The client's own waits before a second and a third attempt: half a second and a second, less up to a quarter.</summary>
    private static readonly (double, double) s_twoWaits = (0.375 + 0.75, 0.5 + 1);

    public static TheoryData<string, int, string, string, Type, int> Statuses => new()
    {
        { "invalid request", 400, """{"error":{"message":"bad","type":"invalid_request_error","param":"top_p","code":"invalid_params"}}""", "application/json", typeof(TogetherInvalidRequestException), 1 },
        { "wrong key", 401, """{"error":{"message":"no","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", "application/json", typeof(TogetherAuthenticationException), 1 },
        { "no credit", 402, """{"error":{"message":"pay","type":"credit_limit","param":null,"code":"insufficient_balance"}}""", "application/json", typeof(TogetherBillingException), 1 },
        { "not allowed", 403, """{"error":{"message":"closed","type":"forbidden","param":null,"code":"endpoints_v1_create_access_disabled"}}""", "application/json", typeof(TogetherAuthenticationException), 1 },
        { "context too long", 403, """{"error":{"message":"inputs tokens + max_new_tokens must be <= 8193","type":"x"}}""", "application/json", typeof(TogetherInvalidRequestException), 1 },
        { "unknown model", 404, """{"error":{"message":"no such model","type":"invalid_request_error","param":"model","code":"model_not_found"}}""", "application/json", typeof(TogetherNotFoundException), 1 },
        { "conflict", 409, """{"error":"stale"}""", "application/json", typeof(TogetherConflictException), 1 },
        { "too large, in HTML", 413, "<html><head><title>413 Request Entity Too Large</title></head></html>", "text/html", typeof(TogetherInvalidRequestException), 1 },
        { "unprocessable", 422, """{"code":"x","message":"unsafe","param":null,"type":"safety"}""", "application/json", typeof(TogetherInvalidRequestException), 1 },
        { "rate limit", 429, """{"error":{"message":"slow down","type":"dynamic_request_limited"}}""", "application/json", typeof(TogetherRateLimitException), 3 },
        { "server error", 500, "", "text/plain", typeof(TogetherServerException), 3 },
        { "bad gateway, in HTML", 502, "<html><title>502 Bad Gateway</title></html>", "text/html", typeof(TogetherServerException), 3 },
        { "overloaded", 503, """{"error":{"message":"no capacity","type":"service_unavailable","code":"routing_error"}}""", "application/json", typeof(TogetherOverloadedException), 3 },
        { "gateway timeout", 504, "upstream request timeout", "text/plain", typeof(TogetherServerException), 3 },
        { "edge timeout", 524, "", "text/html", typeof(TogetherServerException), 3 },
        { "request timeout", 408, "", "text/plain", typeof(TogetherServerException), 3 },
        { "not implemented", 501, "{}", "application/json", typeof(TogetherServerException), 1 },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task A_status_decides_type_and_attempts(string name, int status, string body, string type, Type exception, int attempts)
    {
        foreach (bool streaming in new[] { false, true })
        {
            FakeHandler handler = new();
            for (int i = 0; i < attempts; i++)
                handler.ThenText((HttpStatusCode)status, body, type, ("x-request-id", $"r{i}"));

            TogetherException thrown = await Failing.ChatAsync(handler, streaming, waited: attempts == 3 ? s_twoWaits : default);

            Assert.Equal(attempts, handler.Bodies.Count);
            Assert.True(exception == thrown.GetType(), $"{name}: {thrown.GetType()}");
            Assert.Equal(status, (int?)thrown.StatusCode);
            Assert.Equal(attempts, thrown.Attempts.Count);
            Assert.Equal(attempts, handler.Requests.Count);
            Assert.Equal($"r{attempts - 1}", thrown.RequestId);
            Assert.Equal(Enumerable.Range(1, attempts), thrown.Attempts.Select(attempt => attempt.Number));
            Assert.All(thrown.Attempts, attempt => Assert.Equal(status, (int?)attempt.StatusCode));
            Assert.All(thrown.Attempts.SkipLast(1), attempt => Assert.NotNull(attempt.Wait));
            Assert.Null(thrown.Attempts[^1].Wait);
        }
    }

    public static TheoryData<string, int, string[], double?, double?> Waits => new()
    {
        { "seconds", 429, ["Retry-After: 3"], 3, 3 },
        { "fractions", 503, ["Retry-After: 0.25"], 0.25, 0.25 },
        { "milliseconds", 429, ["retry-after-ms: 1500"], 1.5, 1.5 },
        { "a date", 429, ["Retry-After: Thu, 01 Jan 2026 00:00:05 GMT"], 5, 5 },
        { "a date in the past", 429, ["Retry-After: Wed, 01 Jan 2020 00:00:00 GMT"], 0, 0 },
        { "the rate limit's reset", 429, ["x-ratelimit-reset: 2"], 2, 2 },
        { "a reset counts for 429 only", 503, ["x-ratelimit-reset: 2"], 0.375, 0.5 },
        { "the longest of them", 429, ["retry-after-ms: 100", "Retry-After: 1", "x-ratelimit-reset: 4"], 4, 4 },
        { "nonsense is backed off from", 429, ["Retry-After: soon", "x-ratelimit-reset: -5"], 0.375, 0.5 },
        { "the client's own wait", 500, [], 0.375, 0.5 },
        { "the service says no", 500, ["x-should-retry: false"], null, null },
        { "the service says yes", 400, ["x-should-retry: true"], 0.375, 0.5 },
        { "longer than the client waits", 429, ["Retry-After: 61"], null, null },
    };

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task The_service_decides_the_wait(string name, int status, string[] headers, double? atLeast, double? atMost)
    {
        (string, string)[] parsed = [.. headers.Select(header => (header.Split(": ", 2)[0], header.Split(": ", 2)[1]))];
        FakeHandler handler = new FakeHandler().ThenText((HttpStatusCode)status, "", "text/plain", parsed)
            .ThenText(HttpStatusCode.BadRequest, "", "text/plain");
        TogetherException thrown = await Failing.ChatAsync(handler, streaming: false, waited: (atLeast ?? 0, atMost ?? 0));

        if (atLeast is null)
        {
            Assert.Single(thrown.Attempts);
            return;
        }

        Assert.Equal(2, thrown.Attempts.Count);
        Assert.True(thrown.Attempts[0].Wait >= TimeSpan.FromSeconds(atLeast.Value) && thrown.Attempts[0].Wait <= TimeSpan.FromSeconds(atMost!.Value), $"{name}: {thrown.Attempts[0].Wait}");
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_told_instead_of_waited_for()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.TooManyRequests, "", "text/plain", ("Retry-After", "3600"));
        TogetherException thrown = await Failing.ChatAsync(handler, streaming: false);
        Assert.Equal(TimeSpan.FromHours(1), Assert.IsType<TogetherRateLimitException>(thrown).RetryAfter);
    }

    [Fact]
    public async Task The_clients_own_waits_double_up_to_a_ceiling()
    {
        FakeHandler handler = new();
        for (int i = 0; i < 7; i++)
            handler.ThenText(HttpStatusCode.InternalServerError, "", "text/plain");
        TogetherException thrown = await Failing.ChatAsync(handler, streaming: false, options => options.Retry.MaxRetries = 6, waited: (23.5 * 0.75, 23.5));
        double[] ceilings = [0.5, 1, 2, 4, 8, 8];
        Assert.Equal(7, thrown.Attempts.Count);
        for (int i = 0; i < ceilings.Length; i++)
            Assert.InRange(thrown.Attempts[i].Wait!.Value.TotalSeconds, ceilings[i] * 0.75, ceilings[i]);
    }

    [Fact]
    public async Task No_retries_means_none()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.ServiceUnavailable, "", "text/plain");
        TogetherException thrown = await Failing.ChatAsync(handler, streaming: false, options => options.Retry.MaxRetries = 0);
        Assert.Single(thrown.Attempts);
    }

    public static TheoryData<string, Exception, Type, int> Connections => new()
    {
        { "no such host", new HttpRequestException(HttpRequestError.NameResolutionError), typeof(TogetherConnectionException), 3 },
        { "refused", new HttpRequestException(HttpRequestError.ConnectionError), typeof(TogetherConnectionException), 3 },
        { "wrong certificate", new HttpRequestException(HttpRequestError.SecureConnectionError), typeof(TogetherConnectionException), 1 },
        { "reset before headers", new HttpRequestException(HttpRequestError.ResponseEnded, "reset", new IOException("reset")), typeof(TogetherConnectionException), 3 },
        { "given up by the handler", new TaskCanceledException("x", new TimeoutException("my own limit")), typeof(TogetherConnectionException), 3 },
    };

    [Theory]
    [MemberData(nameof(Connections))]
    public async Task A_broken_connection_is_tried_again(string name, Exception fault, Type exception, int attempts)
    {
        foreach (bool streaming in new[] { false, true })
        {
            FakeHandler handler = new();
            for (int i = 0; i < attempts; i++)
                handler.ThenThrow(fault);
            TogetherException thrown = await Failing.ChatAsync(handler, streaming, waited: attempts == 3 ? s_twoWaits : default);
            Assert.True(exception == thrown.GetType(), $"{name}: {thrown}");
            Assert.Equal(attempts, thrown.Attempts.Count);
            Assert.Null(thrown.StatusCode);
        }
    }

    [Fact]
    public async Task A_limit_of_the_handlers_own_is_told_in_its_words()
    {
        FakeHandler handler = new FakeHandler().ThenThrow(new TaskCanceledException("x", new TimeoutException("my own limit")));
        TogetherException thrown = await Failing.ChatAsync(handler, streaming: false, options => options.Retry.MaxRetries = 0);
        Assert.Contains("my own limit", Assert.IsType<TogetherConnectionException>(thrown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_asked_for_again()
    {
        ScriptedStream body = new ScriptedStream().Write("""{"id":"o1","choi""").Break();
        FakeHandler handler = new FakeHandler()
            .Then(() => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) })
            .ThenJson(Calls.Answer("ok"));
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromMinutes(1) };
        using TogetherClient client = Calls.Client(handler, time);
        Assert.Equal("ok", (await client.Chat.CreateAsync(Calls.Question)).Text);
        Assert.Equal(2, handler.Requests.Count);
        Assert.True(body.Disposed.IsCompleted);
        Assert.All(handler.Bodies, answer => Assert.True(answer.Released.IsCompleted));
        Assert.InRange(time.Elapsed.TotalSeconds, 0.375 - Failing.Rounding, 0.5);
        Assert.Equal(0, time.Pending);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":1,\"choices\":[")]
    [InlineData("<html><title>Login</title></html>")]
    public async Task A_success_that_is_no_answer_is_not_asked_for_again(string body)
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.OK, body, "application/json", ("x-request-id", "r"));
        TogetherException thrown = await Failing.ChatAsync(handler, streaming: false);
        Assert.IsType<TogetherResponseException>(thrown);
        Assert.Equal("r", thrown.RequestId);
        Assert.Equal(body, thrown.ResponseBody);
    }

    [Theory]
    [InlineData("""{"error":{"message":"engine down","type":"server_error"}}""")]
    [InlineData("""{"error":"engine down"}""")]
    public async Task An_error_with_the_status_of_a_success_is_an_error(string body)
    {
        TogetherException thrown = await Failing.ChatAsync(new FakeHandler().ThenJson(body), streaming: false);
        Assert.Contains("engine down", Assert.IsType<TogetherResponseException>(thrown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_is_no_stream_is_told()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"error":{"message":"streaming is off"}}""");
        TogetherException thrown = await Failing.ChatAsync(handler, streaming: true);
        Assert.Contains("streaming is off", Assert.IsType<TogetherResponseException>(thrown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_tells_all_the_service_said()
    {
        FakeHandler handler = new FakeHandler().ThenText(
            HttpStatusCode.BadRequest,
            """{"error":{"message":"top_p must be <= 1","type":"invalid_request_error","param":"top_p","code":"invalid_params"}}""",
            "application/json",
            ("x-request-id", "req-9"));
        TogetherException thrown = await Failing.ChatAsync(handler, streaming: false);
        Assert.Equal("The service answered 400 Bad Request: top_p must be <= 1 (request id req-9)", thrown.Message);
        Assert.Equal("invalid_params", thrown.Code);
        Assert.Equal("invalid_request_error", thrown.ErrorType);
        Assert.Equal("top_p", thrown.Parameter);
    }

    [Fact]
    public async Task A_key_that_the_server_echoes_stays_secret()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.Unauthorized, """{"error":{"message":"bad key sk-secret"}}""", "application/json");
        TogetherException thrown = await Failing.ChatAsync(handler, streaming: false);
        Assert.DoesNotContain("sk-secret", thrown.ToString() + thrown.ResponseBody, StringComparison.Ordinal);
        Assert.Contains("bad key ***", thrown.Message, StringComparison.Ordinal);
    }
}
