using System.Net;

namespace TogetherAI.Tests.Http;

/// <summary>An operation that creates something billable is sent again only when the service cannot have acted on it.</summary>
public class RetryClassTests
{
    private static readonly Operation<ChatRequest, ChatResponse> s_once = ChatOperations.Create with { Retry = RetryClass.Once };

    public static TheoryData<string, Func<FakeHandler, FakeHandler>, int> Failures => new()
    {
        { "refused", handler => handler.ThenThrow(new HttpRequestException(HttpRequestError.ConnectionError)), 2 },
        { "no such host", handler => handler.ThenThrow(new HttpRequestException(HttpRequestError.NameResolutionError)), 2 },
        { "given up by the handler", handler => handler.ThenThrow(new TaskCanceledException("x", new TimeoutException())), 1 },
        { "turned away", handler => handler.ThenText(HttpStatusCode.TooManyRequests, "", "text/plain"), 2 },
        { "told to", handler => handler.ThenText(HttpStatusCode.InternalServerError, "", "text/plain", ("x-should-retry", "true")), 2 },
        { "reset", handler => handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded)), 1 },
        { "server error", handler => handler.ThenText(HttpStatusCode.InternalServerError, "", "text/plain"), 1 },
        { "overloaded", handler => handler.ThenText(HttpStatusCode.ServiceUnavailable, "", "text/plain"), 1 },
        { "timeout", handler => handler.ThenHang(), 1 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task It_is_sent_again_only_when_it_cannot_have_arrived(string name, Func<FakeHandler, FakeHandler> failure, int attempts)
    {
        FakeHandler handler = failure(new FakeHandler()).ThenText(HttpStatusCode.BadRequest, "", "text/plain");
        using TogetherConnection connection = new(
            TogetherClient.CreateHttpClient(handler),
            new TogetherClientOptions
            {
                ApiKey = "k",
                BaseAddress = new Uri("https://example.test/"),
                // Skips the waits between attempts, and the attempt's own limit only where it is what is tested.
                TimeProvider = new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(9) },
                Timeouts = { Attempt = name == "timeout" ? TimeSpan.FromSeconds(8) : TimeSpan.FromMinutes(5) },
            });
        TogetherException thrown = await Assert.ThrowsAnyAsync<TogetherException>(() => connection.SendAsync(s_once, Calls.Question, "m", "", default));
        Assert.True(attempts == thrown.Attempts.Count, $"{name}: {thrown.Attempts.Count} attempts");
    }
}
