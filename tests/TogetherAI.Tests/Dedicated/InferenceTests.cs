namespace TogetherAI.Tests.Dedicated;

/// <summary>Where inference on a dedicated endpoint goes.</summary>
public class InferenceTests
{
    [Theory]
    [InlineData("https://api.together.ai", "https://api-inference.together.ai/v1/chat/completions")]
    [InlineData("https://api.together.ai/v1", "https://api-inference.together.ai/v1/chat/completions")]
    [InlineData("https://gateway.test/together", "https://gateway.test/together/v1/chat/completions")]
    [InlineData("https://api.together.xyz", "https://api.together.xyz/v1/chat/completions")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/chat/completions")]
    public async Task It_has_a_host_of_its_own_unless_the_client_was_given_another(string baseAddress, string address)
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler, configure: options => options.BaseAddress = new Uri(baseAddress));
        await client.Dedicated.Inference.Chat.CreateAsync(Calls.Question with { Model = "acme/chat" });

        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal(address, sent.Uri.AbsoluteUri);
        Assert.Equal("Bearer sk-secret", sent.Headers["Authorization"]);
    }

    [Fact]
    public async Task It_keeps_the_options_of_its_client_and_leaves_its_connections_open()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok")).ThenJson("[]");
        using TogetherClient client = Calls.Client(handler, configure: options =>
        {
            options.BaseAddress = new Uri("https://api.together.ai");
            options.DefaultHeaders["x-team"] = "blue";
        });
        TogetherClient view = client.With(new RequestOptions { Headers = new Dictionary<string, string> { ["x-trace"] = "1" } });
        using (TogetherClient inference = view.Dedicated.Inference)
            await inference.Chat.CreateAsync(Calls.Question);
        await client.Models.ListAsync();

        Assert.Equal(("blue", "1"), (handler.Requests[0].Headers["x-team"], handler.Requests[0].Headers["x-trace"]));
        Assert.Equal("https://api.together.ai/v1/models", handler.Requests[1].Uri.AbsoluteUri);
    }
}
