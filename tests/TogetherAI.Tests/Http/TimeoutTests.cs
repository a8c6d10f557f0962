namespace TogetherAI.Tests.Http;

public class TimeoutTests
{
    [Fact]
    public async Task An_attempt_that_takes_too_long_is_repeated_and_then_named()
    {
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(9) };
        FakeHandler handler = new FakeHandler().ThenHang().ThenHang().ThenHang();
        using TogetherClient client = Calls.Client(handler, time, options => options.Timeouts.Attempt = TimeSpan.FromSeconds(8));
        TogetherTimeoutException thrown = await Assert.ThrowsAsync<TogetherTimeoutException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.Equal(TimeoutKind.Attempt, thrown.Kind);
        Assert.Equal(["Attempt timeout", "Attempt timeout", "Attempt timeout"], thrown.Attempts.Select(attempt => attempt.Error));
        Assert.All(thrown.Attempts, attempt => Assert.Equal(TimeSpan.FromSeconds(8), attempt.Duration));
    }

    [Fact]
    public async Task Patience_for_a_first_token_is_not_spent_twice()
    {
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(9) };
        FakeHandler handler = new FakeHandler().ThenHang();
        using TogetherClient client = Calls.Client(handler, time, options => options.Timeouts.FirstToken = TimeSpan.FromSeconds(8));
        TogetherTimeoutException thrown = await Assert.ThrowsAsync<TogetherTimeoutException>(() => client.Chat.StreamAsync(Calls.Question));
        Assert.Equal(TimeoutKind.FirstToken, thrown.Kind);
        Assert.Single(thrown.Attempts);
    }

    [Fact]
    public async Task The_whole_call_ends_in_the_middle_of_an_attempt()
    {
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(9) };
        FakeHandler handler = new FakeHandler().ThenText(System.Net.HttpStatusCode.ServiceUnavailable, "", "text/plain", ("Retry-After", "4")).ThenHang();
        using TogetherClient client = Calls.Client(handler, time, options => options.Timeouts.Total = TimeSpan.FromSeconds(10));
        TogetherTimeoutException thrown = await Assert.ThrowsAsync<TogetherTimeoutException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.Equal(TimeoutKind.Total, thrown.Kind);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(6)], thrown.Attempts.Select(attempt => attempt.Duration));
    }

    [Fact]
    public async Task A_wait_that_would_outlive_the_call_is_not_begun()
    {
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(9) };
        FakeHandler handler = new FakeHandler().ThenText(System.Net.HttpStatusCode.ServiceUnavailable, "", "text/plain", ("Retry-After", "20"));
        using TogetherClient client = Calls.Client(handler, time, options => options.Timeouts.Total = TimeSpan.FromSeconds(10));
        TogetherOverloadedException thrown = await Assert.ThrowsAsync<TogetherOverloadedException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.Equal(TimeSpan.FromSeconds(20), thrown.RetryAfter);
        Assert.Single(thrown.Attempts);
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_is_told_by_the_real_handler()
    {
        // The one limit that runs on the system's clock: a twentieth of a second of it.
        TogetherClientOptions options = new() { ApiKey = "k", Timeouts = { Connect = TimeSpan.FromMilliseconds(50) }, Retry = { MaxRetries = 0 } };
        SocketsHttpHandler handler = TogetherClient.CreateHandler(options);
        handler.ConnectCallback = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return Stream.Null;
        };
        using TogetherClient client = new(options, handler);
        TogetherTimeoutException thrown = await Assert.ThrowsAsync<TogetherTimeoutException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.Equal((TimeoutKind.Connect, TimeSpan.FromMilliseconds(50)), (thrown.Kind, thrown.Limit));
    }
}
