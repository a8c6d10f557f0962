namespace TogetherAI.Tests.Http;

public class OptionsTests
{
    [Theory]
    [InlineData("https://api.together.ai", "https://api.together.ai/v1/chat/completions")]
    [InlineData("https://api.together.ai/", "https://api.together.ai/v1/chat/completions")]
    [InlineData("https://api.together.ai/v1", "https://api.together.ai/v1/chat/completions")]
    [InlineData("https://api.together.ai/v2/", "https://api.together.ai/v1/chat/completions")]
    [InlineData("https://gateway.test/together/v1/", "https://gateway.test/together/v1/chat/completions")]
    [InlineData("http://gateway.test:81/together", "http://gateway.test:81/together/v1/chat/completions")]
    public async Task The_base_address_is_a_host(string configured, string sent)
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler, configure: options => options.BaseAddress = new Uri(configured));
        await client.Chat.CreateAsync(Calls.Question);
        Assert.Equal(sent, handler.Requests[0].Uri.AbsoluteUri);
    }

    public static TheoryData<string, Action<TogetherClientOptions>> Faults => new()
    {
        { "BaseAddress", options => options.BaseAddress = new Uri("ftp://example.test") },
        { "BaseAddress", options => options.BaseAddress = new Uri("/v1", UriKind.Relative) },
        { "BaseAddress", options => options.BaseAddress = new Uri("https://me:secret@example.test") },
        { "BaseAddress", options => options.BaseAddress = new Uri("https://example.test/?key=secret") },
        { "DefaultMaxTokens", options => options.DefaultMaxTokens = 0 },
        { "Retry.MaxRetries", options => options.Retry.MaxRetries = 21 },
        { "Retry.BaseDelay", options => options.Retry.BaseDelay = TimeSpan.FromSeconds(-1) },
        { "Retry.MaxDelay", options => options.Retry.MaxDelay = TimeSpan.Zero },
        { "Retry.MaxServerDelay", options => options.Retry.MaxServerDelay = TimeSpan.FromSeconds(-1) },
        { "Timeouts.Attempt", options => options.Timeouts.Attempt = TimeSpan.Zero },
        { "Timeouts.Idle", options => options.Timeouts.Idle = TimeSpan.FromSeconds(-5) },
        { "Timeouts.Total", options => options.Timeouts.Total = TimeSpan.FromDays(50) },
        { "ApiKey", options => options.DefaultHeaders["authorization"] = "Bearer x" },
        { "DefaultHeaders['a b']", options => options.DefaultHeaders["a b"] = "x" },
        { "DefaultHeaders['x']", options => options.DefaultHeaders["x"] = "café" },
        { "UserAgent", options => options.DefaultHeaders["user-agent"] = "x" },
        { "DefaultHeaders holds Accept", options => options.DefaultHeaders["Accept"] = "x" },
        { "UserAgent", options => options.UserAgent = "a\r\nX-Evil: 1" },
        { "DefaultHeaders['x']", options => options.DefaultHeaders["x"] = "a\r\nb: c" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named(string property, Action<TogetherClientOptions> fault)
    {
        TogetherClientOptions options = new();
        fault(options);
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new TogetherClient(options));
        Assert.Contains(property, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_are_copied()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"));
        TogetherClientOptions options = new() { ApiKey = "k", DefaultMaxTokens = 5, BaseAddress = new Uri("https://example.test") };
        options.DefaultHeaders["x-team"] = "blue";
        using TogetherClient client = new(options, handler);
        options.DefaultMaxTokens = 9;
        options.DefaultHeaders["x-team"] = "red";
        await client.Chat.CreateAsync(new ChatRequest { Model = "m", Messages = [ChatMessage.User("?")] });
        Assert.Contains("\"max_tokens\":5", handler.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal("blue", handler.Requests[0].Headers["x-team"]);
    }

    [Fact]
    public async Task Every_request_says_who_sends_it()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler, configure: options => options.UserAgent = "my-app/1.2");
        await client.Chat.CreateAsync(Calls.Question);
        Assert.Matches(@"^my-app/1\.2 TogetherAI\.NET/\d+\.\d+\.\d+ \(\.NET 10\..*\)$", handler.Requests[0].Headers["User-Agent"]);
    }
}
