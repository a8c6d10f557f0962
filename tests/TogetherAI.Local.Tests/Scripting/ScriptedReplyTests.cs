namespace TogetherAI.Local.Tests.Scripting;

public sealed class ScriptedReplyTests : IAsyncLifetime
{
    private LocalTogether _local = null!;
    private TogetherClient _together = null!;

    public async ValueTask InitializeAsync()
    {
        _local = await Hosts.StartAsync();
        _together = _local.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _together.Dispose();
        await _local.DisposeAsync();
    }

    [Fact]
    public async Task Replies_are_tried_in_the_order_in_which_they_were_written()
    {
        ReplyRule first = _local.Chat.When(static r => r.LastUserText.Contains("money", StringComparison.Ordinal)).Times(1).Reply("refund");
        ReplyRule second = _local.Chat.When(static r => r.LastUserText.Contains("money", StringComparison.Ordinal)).Reply("again");
        _local.Chat.Always().Reply("other");
        List<string?> answers = [];
        foreach (string mail in (string[])["money", "money", "my money", "hi"])
            answers.Add(await AskAsync(mail));
        Assert.Equal(["refund", "again", "again", "other"], answers);
        Assert.Equal((1, 2), (first.Hits, second.Hits));
    }

    [Fact]
    public async Task A_reply_may_be_made_from_the_request()
    {
        _local.Chat.Always().Reply(static r => $"{r.Model} heard {r.LastUserText}, {r.Messages.Count} messages, limit {r.MaxTokens}");
        Assert.Equal("m heard hello, 1 messages, limit 5", await AskAsync("hello"));
    }

    [Fact]
    public async Task A_streamed_reply_comes_a_word_at_a_time()
    {
        _local.Chat.Always().Reply(" a  bc\nd ");
        List<string> pieces = [];
        await foreach (string text in _together.Chat.StreamTextAsync("m", "?", maxTokens: 5))
            pieces.Add(text);
        Assert.Equal([" a", "  bc", "\nd", " "], pieces);
    }

    [Fact]
    public async Task A_reply_may_take_its_time()
    {
        VirtualTimeProvider time = new() { AutoAdvance = true };
        await using LocalTogether local = await LocalTogether.StartAsync(o => o.TimeProvider = time);
        local.Chat.Always().Reply(new ScriptedReply { Text = "one two three", Pace = TimeSpan.FromSeconds(10) });
        using TogetherClient together = local.CreateClient();
        await using ChatStream stream = await together.Chat.StreamAsync(Ask("?"));
        ChatResponse answer = await stream.GetFinalResponseAsync().WaitAsync(Hosts.Patience);
        Assert.Equal("one two three", answer.Text);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero), time.GetUtcNow());
    }

    [Fact]
    public async Task A_reply_may_call_tools_and_end_for_any_reason()
    {
        _local.Chat.When(static r => r.LastUserText == "tool").CallTool("get_weather", """{"city":"Paris"}""");
        _local.Chat.Always().Reply(new ScriptedReply { Text = "cut", FinishReason = "length" });
        ChatResponse call = await _together.Chat.CreateAsync(Ask("tool"));
        ToolCall tool = Assert.Single(call.ToolCalls);
        Assert.Equal<(string?, string?)>(("get_weather", """{"city":"Paris"}"""), (tool.Function?.Name, tool.Function?.Arguments));
        Assert.Equal("tool_calls", call.FinishReason.ToString());
        Assert.Equal("length", (await _together.Chat.CreateAsync(Ask("?"))).FinishReason.ToString());
    }

    [Fact]
    public async Task What_no_reply_fits_goes_to_the_model()
    {
        _local.Chat.When(static r => r.LastUserText == "scripted").Reply("yes");
        ChatResponse answer = await _together.Chat.CreateAsync(Ask("What is the capital of France?") with { Model = "tai-tiny", MaxTokens = 64 });
        Assert.Equal("The capital of France is Paris.", answer.Text);
        _local.Chat.Clear();
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => AskAsync("scripted"));
    }

    [Fact]
    public async Task Among_many_at_once_a_reply_is_given_exactly_as_often_as_it_says()
    {
        _local.Chat.Always().Times(7).Reply("few");
        _local.Chat.Always().Reply("many");
        string?[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AskAsync("?")));
        Assert.Equal(7, answers.Count(static answer => answer == "few"));
    }

    private static ChatRequest Ask(string text) => new() { Model = "m", Messages = [ChatMessage.User(text)], MaxTokens = 5 };

    private async Task<string?> AskAsync(string text) => (await _together.Chat.CreateAsync(Ask(text))).Text;
}
