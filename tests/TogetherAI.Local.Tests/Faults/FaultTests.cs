using System.Net;

namespace TogetherAI.Local.Tests.Faults;

/// <summary>Every fault as the real client meets it, on both hosts, with the waits on a virtual clock.</summary>
public class FaultTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    private static ChatRequest Request { get; } = new() { Model = "m", Messages = [ChatMessage.User("Count to five.")], MaxTokens = 16 };

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_status_is_answered_so_often_and_then_the_request_is_served(HostKind host)
    {
        await using Cloud cloud = await Cloud.StartAsync(host);
        Fault fault = cloud.Local.Faults.OnChat().Times(2).Respond(429, retryAfter: TimeSpan.FromSeconds(1));
        ChatResponse response = await cloud.Client.Chat.CreateAsync(Request).WaitAsync(Hosts.Patience);
        Assert.Equal("one two three four five", response.Text);
        Assert.Equal(2, fault.Hits);
        Assert.Equal([429, 429, 200], cloud.Local.Requests.Select(static r => r.StatusCode));
        // Twice a second of backoff, and no timeout on the way: five minutes for an attempt would show here.
        Assert.InRange(cloud.Time.GetUtcNow() - Start, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10));
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_status_carries_what_the_script_says(HostKind host)
    {
        await using Cloud cloud = await Cloud.StartAsync(host);
        cloud.Local.Faults.OnChat().Respond(402, message: "Out of credits.", type: "billing", code: "insufficient_balance");
        TogetherBillingException e = await Assert.ThrowsAsync<TogetherBillingException>(() => cloud.Client.Chat.CreateAsync(Request));
        Assert.Contains("Out of credits.", e.Message, StringComparison.Ordinal);
        Assert.Equal("insufficient_balance", e.Code);
        Assert.Equal("billing", e.ErrorType);
        Assert.Equal("local-1", e.RequestId);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_connection_is_cut_before_the_headers(HostKind host)
    {
        await using Cloud cloud = await Cloud.StartAsync(host);
        cloud.Local.Faults.OnChat().Times(1).ResetBeforeHeaders();
        using HttpClient http = cloud.Local.CreateHttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(Hosts.Post("/v1/chat/completions", "{}")));
        LoggedRequest cut = cloud.Local.Requests[0];
        await cut.WaitForEndAsync().WaitAsync(Hosts.Patience);
        Assert.True(cut.Aborted);
        Assert.Null(cut.StatusCode);

        cloud.Local.Faults.Clear();
        cloud.Local.Faults.OnChat().ResetBeforeHeaders();
        TogetherException e = await Assert.ThrowsAnyAsync<TogetherException>(() => cloud.Client.Chat.CreateAsync(Request).WaitAsync(Hosts.Patience));
        Assert.IsType<TogetherConnectionException>(e);
        Assert.Equal(3, e.Attempts.Count);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_stream_is_cut_in_the_middle(HostKind host)
    {
        await using Cloud cloud = await Cloud.StartAsync(host);
        cloud.Local.Faults.OnChat().CutAfter(3);
        TogetherStreamInterruptedException e = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => cloud.StreamAsync());
        Assert.Equal("one two", e.PartialText);
        LoggedRequest request = Assert.Single(cloud.Local.Requests);
        await request.WaitForEndAsync().WaitAsync(Hosts.Patience);
        Assert.True(request.Aborted);
        Assert.Equal(3, request.Chunks);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_cut_that_comes_too_late_for_the_stream_takes_its_end(HostKind host)
    {
        await using Cloud cloud = await Cloud.StartAsync(host);
        cloud.Local.Faults.OnChat().CutAfter(1000);
        using HttpClient http = cloud.Local.CreateHttpClient();
        await Assert.ThrowsAnyAsync<Exception>(async () => await http.SendAsync(
            Hosts.Post("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Count."}],"stream":true}""")));
        Assert.Equal(7, Assert.Single(cloud.Local.Requests).Chunks);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task An_answer_in_one_piece_is_cut_in_the_middle_of_its_body(HostKind host)
    {
        await using Cloud cloud = await Cloud.StartAsync(host);
        cloud.Local.Faults.OnChat().CutAfter(0);
        using HttpClient http = cloud.Local.CreateHttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(async () => await http.SendAsync(
            Hosts.Post("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Count."}]}""")));
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_stall_before_the_headers_ends_in_the_clients_timeout(HostKind host)
    {
        await using Cloud cloud = await Cloud.StartAsync(host, static o => o.Retry.MaxRetries = 0);
        cloud.Local.Faults.OnChat().Stall();
        TogetherTimeoutException e = await Assert.ThrowsAsync<TogetherTimeoutException>(
            () => cloud.Client.Chat.CreateAsync(Request).WaitAsync(Hosts.Patience));
        Assert.Equal(TimeoutKind.Attempt, e.Kind);
        Assert.Equal(Start.AddMinutes(5), cloud.Time.GetUtcNow());
        LoggedRequest request = Assert.Single(cloud.Local.Requests);
        await request.WaitForEndAsync().WaitAsync(Hosts.Patience);
        Assert.True(request.Aborted);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_stall_in_the_middle_of_a_stream_ends_in_the_clients_idle_timeout(HostKind host)
    {
        // By hand, so that the client has read what came before the silence: then its clock for silence runs.
        await using Cloud cloud = await Cloud.StartAsync(host, autoAdvance: false);
        cloud.Local.Faults.OnChat().StallAfter(3);
        await using ChatStream stream = await cloud.Client.Chat.StreamAsync(Request);
        await using IAsyncEnumerator<ChatChunk> chunks = stream.GetAsyncEnumerator();
        for (int i = 0; i < 3; i++)
            Assert.True(await chunks.MoveNextAsync().AsTask().WaitAsync(Hosts.Patience));
        Task<bool> next = chunks.MoveNextAsync().AsTask();
        cloud.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(next.IsCompleted);
        cloud.Time.Advance(TimeSpan.FromSeconds(1));
        TogetherTimeoutException e = await Assert.ThrowsAsync<TogetherTimeoutException>(() => next.WaitAsync(Hosts.Patience));
        Assert.Equal(TimeoutKind.Idle, e.Kind);
        Assert.Equal("one two", stream.Text);
        LoggedRequest request = Assert.Single(cloud.Local.Requests);
        await request.WaitForEndAsync().WaitAsync(Hosts.Patience);
        Assert.True(request.Aborted);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task On_a_clock_that_advances_itself_a_stall_takes_no_time(HostKind host)
    {
        await using Cloud cloud = await Cloud.StartAsync(host);
        cloud.Local.Faults.OnChat().StallAfter(3);
        await using ChatStream stream = await cloud.Client.Chat.StreamAsync(Request);
        TogetherTimeoutException e = await Assert.ThrowsAsync<TogetherTimeoutException>(
            () => stream.GetFinalResponseAsync().WaitAsync(Hosts.Patience));
        Assert.Equal(TimeoutKind.Idle, e.Kind);
        Assert.Equal("one two", stream.Text);
        Assert.Equal(Start.AddSeconds(60), cloud.Time.GetUtcNow());
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_frame_with_an_error_ends_a_stream(HostKind host)
    {
        await using Cloud cloud = await Cloud.StartAsync(host);
        cloud.Local.Faults.OnChat().ErrorFrame("The engine fell over.", code: "engine_error", afterChunks: 2);
        using HttpClient http = cloud.Local.CreateHttpClient();
        using HttpResponseMessage response = await http.SendAsync(
            Hosts.Post("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Count."}],"stream":true}"""));
        string[] frames = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, frames.Length);
        Assert.Equal("""data: {"error":{"message":"The engine fell over.","type":"server_error","param":null,"code":"engine_error"}}""", frames[2]);

        TogetherException e = await Assert.ThrowsAnyAsync<TogetherException>(() => cloud.StreamAsync());
        Assert.Contains("The engine fell over.", e.Message, StringComparison.Ordinal);
        (int status, _) = await cloud.Local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"Count."}]}""");
        Assert.Equal(500, status);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_delay_passes_on_the_virtual_clock_and_what_follows_it_still_happens(HostKind host)
    {
        await using Cloud cloud = await Cloud.StartAsync(host);
        cloud.Local.Faults.OnChat().Delay(TimeSpan.FromSeconds(10));
        cloud.Local.Faults.OnChat().Delay(TimeSpan.FromSeconds(20));
        ChatResponse response = await cloud.Client.Chat.CreateAsync(Request).WaitAsync(Hosts.Patience);
        Assert.Equal("one two three four five", response.Text);
        Assert.Equal(Start.AddSeconds(30), cloud.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_delay_beyond_the_clients_patience_is_a_timeout()
    {
        await using Cloud cloud = await Cloud.StartAsync(HostKind.InProcess, static o => o.Retry.MaxRetries = 0);
        cloud.Local.Faults.OnChat().Delay(TimeSpan.FromMinutes(6));
        TogetherTimeoutException e = await Assert.ThrowsAsync<TogetherTimeoutException>(
            () => cloud.Client.Chat.CreateAsync(Request).WaitAsync(Hosts.Patience));
        Assert.Equal(TimeoutKind.Attempt, e.Kind);
    }

    [Fact]
    public async Task A_fault_strikes_only_what_it_was_written_for()
    {
        await using Cloud cloud = await Cloud.StartAsync(HostKind.InProcess);
        cloud.Local.Faults.OnModels().Respond(503);
        cloud.Local.Faults.OnCompletions().Respond(500, body: "<html>oops</html>", contentType: "text/html");
        cloud.Local.Faults.OnChat().When(static r => r.Model == "other").Respond(404);
        using HttpClient http = cloud.Local.CreateHttpClient();
        Assert.Equal("one two three four five", (await cloud.Client.Chat.CreateAsync(Request)).Text);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/v1/models")).StatusCode);
        Assert.Equal((500, "<html>oops</html>"), await cloud.Local.PostAsync("/v1/completions", "{}"));
        cloud.Local.Faults.OnAny().When(static r => r.Path == "/v1/nothing").Respond(529, headers: new Dictionary<string, string> { ["x-should-retry"] = "true" });
        using HttpResponseMessage overloaded = await http.GetAsync("/v1/nothing");
        Assert.Equal(("true", 529), (overloaded.Headers.GetValues("x-should-retry").Single(), (int)overloaded.StatusCode));
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => cloud.Client.Chat.CreateAsync(Request with { Model = "other" }));
    }

    [Fact]
    public async Task Faults_happen_in_the_order_in_which_they_were_written()
    {
        await using Cloud cloud = await Cloud.StartAsync(HostKind.InProcess);
        cloud.Local.Faults.OnAny().Times(1).Respond(500);
        cloud.Local.Faults.OnChat().Times(2).Respond(503);
        List<int> statuses = [];
        for (int i = 0; i < 4; i++)
            statuses.Add((await cloud.Local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"Count."}]}""")).Status);
        Assert.Equal([500, 503, 503, 200], statuses);
    }

    [Fact]
    public async Task Among_many_at_once_a_fault_strikes_exactly_as_often_as_it_says()
    {
        await using Cloud cloud = await Cloud.StartAsync(HostKind.InProcess);
        Fault fault = cloud.Local.Faults.OnChat().Times(7).Respond(500);
        (int Status, string Body)[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            cloud.Local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"Count."}]}""")));
        Assert.Equal(7, answers.Count(static answer => answer.Status == 500));
        Assert.Equal(7, fault.Hits);
    }

    [Fact]
    public async Task A_fault_that_makes_no_sense_is_refused_when_it_is_written()
    {
        await using Cloud cloud = await Cloud.StartAsync(HostKind.InProcess);
        Assert.Throws<ArgumentOutOfRangeException>(() => cloud.Local.Faults.OnChat().Respond(99));
        Assert.Throws<ArgumentOutOfRangeException>(() => cloud.Local.Faults.OnChat().Respond(429, TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => cloud.Local.Faults.OnChat().Times(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => cloud.Local.Faults.OnChat().CutAfter(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => cloud.Local.Faults.OnChat().Delay(TimeSpan.FromSeconds(-1)));
    }

    private sealed class Cloud(LocalTogether local, VirtualTimeProvider time, TogetherClient client) : IAsyncDisposable
    {
        public LocalTogether Local { get; } = local;

        public VirtualTimeProvider Time { get; } = time;

        public TogetherClient Client { get; } = client;

        public static async Task<Cloud> StartAsync(HostKind host, Action<TogetherClientOptions>? configure = null, bool autoAdvance = true)
        {
            VirtualTimeProvider time = new() { AutoAdvance = autoAdvance };
            LocalTogether local = await Hosts.StartAsync(host, o => o.TimeProvider = time);
            local.Chat.Always().Reply("one two three four five");
            return new Cloud(local, time, local.CreateClient(configure));
        }

        public async Task<ChatResponse> StreamAsync()
        {
            await using ChatStream stream = await Client.Chat.StreamAsync(Request);
            return await stream.GetFinalResponseAsync().WaitAsync(Hosts.Patience);
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await Local.DisposeAsync();
        }
    }
}
