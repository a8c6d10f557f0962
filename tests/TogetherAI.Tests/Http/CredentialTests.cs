namespace TogetherAI.Tests.Http;

public class CredentialTests
{
    [Fact]
    public async Task A_missing_key_is_told_at_the_first_call_before_anything_is_sent()
    {
        FakeHandler handler = new();
        using TogetherClient client = Calls.Client(handler, configure: options => options.ApiKey = " ");
        TogetherAuthenticationException thrown = await Assert.ThrowsAsync<TogetherAuthenticationException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.Contains("TOGETHER_API_KEY", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("TogetherClientOptions.ApiKey", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Requests);
        Assert.Empty(thrown.Attempts);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/v1", false)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://[::1]:8080", false)]
    [InlineData("https://gateway.test", true)]
    public async Task A_server_that_needs_no_key_gets_none(string address, bool allowAnonymous)
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler, configure: options =>
        {
            options.ApiKey = "";
            options.BaseAddress = new Uri(address);
            options.AllowAnonymous = allowAnonymous;
        });
        Assert.Equal("ok", (await client.Chat.CreateAsync(Calls.Question)).Text);
        Assert.False(handler.Requests[0].Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("sk-\nsecret")]
    [InlineData("sk secret")]
    [InlineData("sk-secr€t")]
    public void A_key_that_no_header_can_carry_is_refused_without_quoting_it(string key)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new TogetherClient(key));
        Assert.DoesNotContain("secr", thrown.ToString().Split("at TogetherAI")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blanks_around_a_key_are_dropped()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler, configure: options => options.ApiKey = " sk-secret\r\n");
        await client.Chat.CreateAsync(Calls.Question);
        Assert.Equal("Bearer sk-secret", handler.Requests[0].Headers["Authorization"]);
    }

    [Fact]
    public void Options_never_show_the_key() =>
        Assert.DoesNotContain("sk-secret", new TogetherClientOptions { ApiKey = "sk-secret" }.ToString(), StringComparison.Ordinal);
}
