namespace TogetherAI.Local.Tests.Requests;

public class RequestLogTests
{
    [Fact]
    public async Task A_request_is_logged_as_it_came()
    {
        await using LocalTogether local = await Hosts.StartAsync();
        local.Chat.Always().Reply("ok");
        const string Body =
            """{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Hel"},{"type":"text","text":"lo"}]},{"role":"assistant","content":null}],"max_tokens":8,"x":1}""";
        await local.ChatAsync(Body);
        LoggedRequest request = Assert.Single(local.Requests);
        Assert.Equal(("POST", "/v1/chat/completions", Body), (request.Method, request.Path, request.Body));
        Assert.Equal("m", request.Model);
        Assert.Equal([new("system", "Be brief."), new("user", "Hello"), new("assistant", "")], request.Messages);
        Assert.Equal("Hello", request.LastUserText);
        Assert.Equal(8, request.MaxTokens);
        Assert.False(request.Stream);
        Assert.Equal(1, request.Json!.Value.GetProperty("x").GetInt32());
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), request.ReceivedAt);
        Assert.Equal(200, request.StatusCode);
        Assert.Equal("application/json", request.Headers["content-type"]);
    }

    [Fact]
    public async Task A_request_that_makes_no_sense_is_logged_too()
    {
        await using LocalTogether local = await Hosts.StartAsync();
        await local.ChatAsync("{not json");
        await local.ChatAsync("""{"model":5,"messages":{"a":1},"max_tokens":"x"}""");
        Assert.Equal(2, local.Requests.Count);
        Assert.Equal(("{not json", "", "", null), (local.Requests[0].Body, local.Requests[0].Model, local.Requests[0].LastUserText, local.Requests[0].MaxTokens));
        Assert.Null(local.Requests[0].Json);
        Assert.Equal(("", 400), (local.Requests[1].Model, local.Requests[1].StatusCode));
        Assert.Empty(local.Requests[1].Messages);
    }

    [Fact]
    public async Task The_oldest_leave_when_the_log_is_full()
    {
        await using LocalTogether local = await Hosts.StartAsync(configure: static o => o.RequestLogCapacity = 3);
        for (int i = 0; i < 5; i++)
            await local.ChatAsync($$"""{"model":"{{i}}"}""");
        Assert.Equal(["2", "3", "4"], local.Requests.Select(static r => r.Model));
        Assert.Equal("2", local.Requests[0].Model);
        Assert.Equal(5, local.Requests.Total);
        Assert.Throws<ArgumentOutOfRangeException>(() => local.Requests[3]);
        local.Requests.Clear();
        Assert.Empty(local.Requests);
    }

    [Fact]
    public async Task A_log_without_capacity_holds_nothing_and_counts_on()
    {
        await using LocalTogether local = await Hosts.StartAsync(configure: static o => o.RequestLogCapacity = 0);
        local.Chat.Always().Reply("ok");
        Assert.Equal(200, (await local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"x"}]}""")).Status);
        Assert.Empty(local.Requests);
        Assert.Equal(1, local.Requests.Total);
    }

    [Fact]
    public async Task The_oldest_leave_when_their_text_takes_too_many_bytes()
    {
        // Each body is 1 KiB or more of characters, twice that in bytes; the headers and the path of each are some hundred bytes.
        await using LocalTogether local = await Hosts.StartAsync(configure: static o => o.MaxRequestLogSize = 6 * 1024);
        for (int i = 0; i < 5; i++)
            await local.ChatAsync($$"""{"model":"{{i}}","x":"{{new string('x', 1024)}}"}""");
        Assert.Equal(["3", "4"], local.Requests.Select(static r => r.Model));

        await local.ChatAsync($$"""{"model":"large","x":"{{new string('x', 4096)}}"}""");
        Assert.Empty(local.Requests);
        await local.ChatAsync("""{"model":"small"}""");
        Assert.Equal("small", Assert.Single(local.Requests).Model);
        Assert.Equal(7, local.Requests.Total);
    }

    [Fact]
    public async Task What_a_body_says_is_still_there_after_its_parsed_form_was_collected()
    {
        await using LocalTogether local = await Hosts.StartAsync();
        await local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"x"}],"stream":true}""");
        LoggedRequest request = Assert.Single(local.Requests);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(("m", "x", true), (request.Model, request.LastUserText, request.Stream));
        Assert.Equal("m", request.Json!.Value.GetProperty("model").GetString());
    }

    [Fact]
    public async Task The_log_may_be_read_while_it_is_written()
    {
        await using LocalTogether local = await Hosts.StartAsync();
        local.Chat.Always().Reply("ok");
        Task writing = Task.WhenAll(Enumerable.Range(0, 100).Select(_ => local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"x"}]}""")));
        while (!writing.IsCompleted)
        {
            Assert.All(local.Requests, static r => Assert.Equal("m", r.Model));
            await Task.Yield();
        }

        await writing;
        Assert.Equal(100, local.Requests.Count);
        Assert.Equal(100, local.Requests.Select(static r => r.Id).Distinct().Count());
    }
}
