using System.Net;

namespace TogetherAI.Tests.Http;

public class RedirectTests
{
    private static readonly Operation<NoBody, ChatResponse> s_read = new(
        "read", HttpMethod.Get, "v1/thing", null, TogetherJsonContext.Default.ChatResponse, RetryClass.Safe);

    [Theory]
    [InlineData("https://example.test/elsewhere", true)]
    [InlineData("/elsewhere", true)]
    [InlineData("https://storage.test/elsewhere", false)]
    [InlineData("https://example.test:8443/elsewhere", false)]
    [InlineData("https://example.test.evil.test/elsewhere", false)]
    public async Task A_read_follows_and_the_key_stays_at_home(string location, bool keepsKey)
    {
        FakeHandler handler = new FakeHandler()
            .ThenText(HttpStatusCode.TemporaryRedirect, "", "text/plain", ("Location", location))
            .ThenJson(Calls.Answer("ok"));
        using TogetherConnection connection = Connect(handler);
        Assert.Equal("ok", (await connection.SendAsync(s_read, null, null, "", default)).Text);
        Assert.Equal("Bearer sk-secret", handler.Requests[0].Headers["Authorization"]);
        Assert.Equal(keepsKey, handler.Requests[1].Headers.ContainsKey("Authorization"));
        Assert.EndsWith("/elsewhere", handler.Requests[1].Uri.AbsoluteUri, StringComparison.Ordinal);
        AssertReleased(handler, 2);
    }

    [Fact]
    public async Task A_read_does_not_leave_https()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.Found, "", "text/plain", ("Location", "http://example.test/elsewhere"));
        using TogetherConnection connection = Connect(handler);
        await Assert.ThrowsAsync<TogetherResponseException>(() => connection.SendAsync(s_read, null, null, "", default));
        AssertReleased(handler, 1);
    }

    [Theory]
    [InlineData("ftp://example.test/x")]
    [InlineData("mailto:me@example.test")]
    [InlineData("//")]
    public async Task A_place_that_is_none_is_told(string location)
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.Found, "", "text/plain", ("Location", location));
        using TogetherConnection connection = Connect(handler);
        await Assert.ThrowsAnyAsync<TogetherException>(() => connection.SendAsync(s_read, null, null, "", default));
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_read_does_not_go_round_in_circles()
    {
        FakeHandler handler = new();
        for (int i = 0; i < 6; i++)
            handler.ThenText(HttpStatusCode.Found, "", "text/plain", ("Location", "/again"));
        using TogetherConnection connection = Connect(handler);
        await Assert.ThrowsAsync<TogetherResponseException>(() => connection.SendAsync(s_read, null, null, "", default));
        AssertReleased(handler, 6);
    }

    [Fact]
    public async Task A_chat_that_is_redirected_says_where_to()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.MovedPermanently, "", "text/plain", ("Location", "https://api.together.ai/v1/chat/completions"));
        using TogetherClient client = Calls.Client(handler);
        TogetherResponseException thrown = await Assert.ThrowsAsync<TogetherResponseException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.Contains("https://api.together.ai", thrown.Message, StringComparison.Ordinal);
        AssertReleased(handler, 1);
    }

    /// <summary>So many hops were made, and the answer of each was let go of.</summary>
    private static void AssertReleased(FakeHandler handler, int hops)
    {
        Assert.Equal(hops, handler.Requests.Count);
        Assert.Equal(hops, handler.Bodies.Count(body => body.Released.IsCompleted));
    }

    private static TogetherConnection Connect(FakeHandler handler) => new(
        TogetherClient.CreateHttpClient(handler),
        new TogetherClientOptions { ApiKey = "sk-secret", BaseAddress = new Uri("https://example.test/") });
}
