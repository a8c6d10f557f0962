using System.Net;

namespace TogetherAI.Tests.Pacing;

public class PacerTests
{
    private static readonly (string, string)[] s_fourASecond = [("x-ratelimit-limit", "4"), ("x-ratelimit-remaining", "3")];

    [Fact]
    public async Task Requests_keep_the_rate_that_the_service_tells()
    {
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromMinutes(1) };
        DateTimeOffset start = time.GetUtcNow();
        List<TimeSpan> sent = [];
        FakeHandler handler = new();
        for (int i = 0; i < 5; i++)
        {
            handler.Then(() =>
            {
                sent.Add(time.GetUtcNow() - start);
                return FakeHandler.Answer(HttpStatusCode.OK, Calls.Answer("ok"), "application/json", s_fourASecond);
            });
        }

        using TogetherClient client = Calls.Client(handler, time, options => options.Pacing.Enabled = true);
        for (int i = 0; i < 5; i++)
            await client.Chat.CreateAsync(Calls.Question);

        // Nothing is known before the first answer; the second goes at once, and from then on one every quarter of a second.
        Assert.Equal([0, 0, 250, 500, 750], sent.Select(at => at.TotalMilliseconds));
    }

    [Fact]
    public async Task Nothing_is_sent_while_nothing_is_left()
    {
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromMinutes(1) };
        DateTimeOffset start = time.GetUtcNow();
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"), headers: [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "7")]).ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler, time, options => options.Pacing.Enabled = true);
        await client.Chat.CreateAsync(Calls.Question);
        await client.Chat.CreateAsync(Calls.Question);
        Assert.Equal(TimeSpan.FromSeconds(7), time.GetUtcNow() - start);
    }

    [Fact]
    public async Task Nothing_is_sent_while_no_tokens_are_left()
    {
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromMinutes(1) };
        DateTimeOffset start = time.GetUtcNow();
        (string, string)[] headers = [("x-ratelimit-remaining", "5"), ("x-tokenlimit-remaining", "0"), ("x-ratelimit-reset", "7")];
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"), headers: headers).ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler, time, options => options.Pacing.Enabled = true);
        await client.Chat.CreateAsync(Calls.Question);
        await client.Chat.CreateAsync(Calls.Question);
        Assert.Equal(TimeSpan.FromSeconds(7), time.GetUtcNow() - start);
    }

    [Fact]
    public async Task A_line_that_is_longer_than_the_call_may_take_is_told_at_once()
    {
        ManualTimeProvider time = new();
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.TooManyRequests, "", "text/plain", ("Retry-After", "30"));
        using TogetherClient client = Calls.Client(handler, time, options =>
        {
            options.Pacing.Enabled = true;
            options.Retry.MaxRetries = 0;
            options.Timeouts.Total = TimeSpan.FromSeconds(20);
        });
        await Assert.ThrowsAsync<TogetherRateLimitException>(() => client.Chat.CreateAsync(Calls.Question));
        TogetherRateLimitException thrown = await Assert.ThrowsAsync<TogetherRateLimitException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.Contains("TimeoutOptions.Total", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, time.Pending);
    }

    [Fact]
    public async Task A_429_holds_back_the_others_too_but_not_other_models()
    {
        ManualTimeProvider time = new();
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.TooManyRequests, "", "text/plain", ("Retry-After", "5")).ThenJson(Calls.Answer("other")).ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler, time, options =>
        {
            options.Pacing.Enabled = true;
            options.Retry.MaxRetries = 0;
        });
        await Assert.ThrowsAsync<TogetherRateLimitException>(() => client.Chat.CreateAsync(Calls.Question));
        Task<ChatResponse> second = client.Chat.CreateAsync(Calls.Question);
        Assert.Equal("other", (await client.Chat.CreateAsync(Calls.Question with { Model = "another" })).Text);
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("ok", (await second).Text);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_told()
    {
        ManualTimeProvider time = new();
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.TooManyRequests, "", "text/plain", ("Retry-After", "90"));
        using TogetherClient client = Calls.Client(handler, time, options =>
        {
            options.Pacing.Enabled = true;
            options.Retry.MaxRetries = 0;
        });
        await Assert.ThrowsAsync<TogetherRateLimitException>(() => client.Chat.CreateAsync(Calls.Question));
        TogetherRateLimitException thrown = await Assert.ThrowsAsync<TogetherRateLimitException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.Equal(TimeSpan.FromSeconds(90), thrown.RetryAfter);
        Assert.Contains("PacingOptions.MaxWait", thrown.Message, StringComparison.Ordinal);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task Streams_are_paced_like_answers()
    {
        ManualTimeProvider time = new();
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.TooManyRequests, "", "text/plain", ("Retry-After", "5")).ThenSse(Calls.Chunk("ok", "stop"), "[DONE]");
        using TogetherClient client = Calls.Client(handler, time, options =>
        {
            options.Pacing.Enabled = true;
            options.Retry.MaxRetries = 0;
        });
        await Assert.ThrowsAsync<TogetherRateLimitException>(() => client.Chat.StreamAsync(Calls.Question));
        Task<ChatStream> second = client.Chat.StreamAsync(Calls.Question);
        Assert.Single(handler.Requests);
        time.Advance(TimeSpan.FromSeconds(5));
        await using ChatStream stream = await second;
        Assert.Equal("ok", (await stream.GetFinalResponseAsync()).Text);
    }

    [Fact]
    public async Task Pacing_is_off_unless_asked_for()
    {
        ManualTimeProvider time = new();
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.TooManyRequests, "", "text/plain", ("Retry-After", "50")).ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler, time, options => options.Retry.MaxRetries = 0);
        await Assert.ThrowsAsync<TogetherRateLimitException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.Equal("ok", (await client.Chat.CreateAsync(Calls.Question)).Text);
    }
}
