using System.ClientModel;
using System.Text.Json.Nodes;
using OpenAI;
using TogetherAI;
using TogetherAI.Local;
using OpenAIChat = OpenAI.Chat;

namespace OverflowGateway.Tests;

/// <summary>What is routed, as clients over a real socket meet it.</summary>
public class RoutedChatTests
{
    private const string Body = """
        {"model":"support-chat","messages":[{"role":"user","content":"What is the capital of France?"}],"max_tokens":16}
        """;

    private static ChatRequest Request { get; } =
        new() { Model = "support-chat", Messages = [ChatMessage.User("What is the capital of France?")], MaxTokens = 16 };

    [Fact]
    public async Task The_librarys_own_client_is_answered_whole_and_streamed()
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync();
        // Not the model: while it loads, a hedge may fire, and which lane answers would be a matter of luck.
        gateway.Offline!.Chat.Always().Reply("It is Paris.");
        using TogetherClient client = gateway.CreateClient();
        ChatResponse whole = await client.Chat.CreateAsync(Request);
        Assert.Equal("It is Paris.", whole.Text);
        Assert.Equal("acme/support-chat", whole.Model);
        Assert.Equal("acme/support-chat", whole.Http!.Headers["x-route-lane"]);
        Assert.Equal("Preferred", whole.Http.Headers["x-route-reason"]);
        await using ChatStream stream = await client.Chat.StreamAsync(Request);
        Assert.Equal(whole.Text, (await stream.GetFinalResponseAsync()).Text);
        Assert.Equal(2, gateway.Router.Snapshot().Arrivals);
    }

    [Fact]
    public async Task OpenAIs_own_client_is_answered_whole_and_streamed()
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync();
        OpenAIChat.ChatClient client = new(
            "support-chat", new ApiKeyCredential("whatever"), new OpenAIClientOptions { Endpoint = new Uri(gateway.Address, "v1") });
        OpenAIChat.ChatMessage question = new OpenAIChat.UserChatMessage("What is the capital of France?");
        OpenAIChat.ChatCompletion whole = await client.CompleteChatAsync([question]);
        Assert.Contains("Paris", whole.Content[0].Text, StringComparison.Ordinal);
        // The model ends with its own token, which the service calls eos and this client does not know.
        Assert.Equal(OpenAIChat.ChatFinishReason.Stop, whole.FinishReason);
        string streamed = "";
        OpenAIChat.ChatFinishReason? end = null;
        await foreach (OpenAIChat.StreamingChatCompletionUpdate update in client.CompleteChatStreamingAsync([question]))
        {
            streamed += string.Concat(update.ContentUpdate.Select(static part => part.Text));
            end ??= update.FinishReason;
        }

        Assert.Equal((whole.Content[0].Text, OpenAIChat.ChatFinishReason.Stop), (streamed, end));
    }

    [Fact]
    public async Task What_the_router_does_not_judge_by_reaches_the_lane_as_it_came()
    {
        await using LocalTogether upstream = await LocalTogether.StartAsync(static o =>
        {
            (o.Port, o.ApiKey) = (0, "gateway-key");
            o.Lanes.AddDedicated("acme/chat");
        });
        upstream.Chat.Always().Reply("ok");
        await using Gateway gateway = await Gateways.StartAsync(upstream.BaseAddress);
        using HttpClient http = gateway.CreateHttpClient();
        HttpRequestMessage request = Gateways.Post("/v1/chat/completions", """
            {"model":"support-chat","messages":[{"role":"developer","content":[{"type":"text","text":"Hi"}],"mood":"good"}],"max_tokens":5,
             "stop":"END","temperature":0.25,"seed":12345678901,"new_field":{"a":[1,null]}}
            """);
        request.Headers.Add("Authorization", "Bearer clients-own");
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        JsonNode sent = JsonNode.Parse(Assert.Single(upstream.Requests).Body)!;
        JsonNode expected = JsonNode.Parse("""
            {"model":"acme/chat","messages":[{"role":"developer","content":[{"type":"text","text":"Hi"}],"mood":"good"}],"max_tokens":5,
             "stop":"END","temperature":0.25,"seed":12345678901,"new_field":{"a":[1,null]},"stream":true}
            """)!;
        Assert.True(JsonNode.DeepEquals(expected, sent), sent.ToJsonString());
    }

    [Theory]
    [InlineData("""{"model":"support-chat"}""", "messages is missing")]
    [InlineData("""{"model":"support-chat","messages":"Hi"}""", "messages is not what it should be")]
    [InlineData("""{"model":"support-chat","messages":[],"max_tokens":"many"}""", "max_tokens is not what it should be")]
    public async Task A_bad_request_is_answered_with_the_field_at_fault(string body, string message)
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync();
        using HttpClient http = gateway.CreateHttpClient();
        using HttpResponseMessage response = await http.SendAsync(Gateways.Post("/v1/chat/completions", body));
        await AssertErrorAsync(response, 400, "invalid_request_error", message);
    }

    [Fact]
    public async Task A_lanes_own_refusal_keeps_its_status()
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync();
        using HttpClient http = gateway.CreateHttpClient();
        using HttpResponseMessage response = await http.SendAsync(
            Gateways.Post("/v1/chat/completions", Body.Replace("\"max_tokens\":16", "\"temperature\":7", StringComparison.Ordinal)));
        await AssertErrorAsync(response, 400, "invalid_request_error", "temperature");
    }

    [Fact]
    public async Task Without_capacity_the_answer_is_503_with_the_time_to_come_back()
    {
        await using LocalTogether upstream = await LocalTogether.StartAsync(static o => (o.Port, o.ApiKey) = (0, "gateway-key"));
        upstream.Faults.OnChat().Respond(429, TimeSpan.FromSeconds(100), message: "Too much.");
        await using Gateway gateway = await Gateways.StartAsync(upstream.BaseAddress, "--Gateway:MaxQueueWaitMilliseconds=0");
        using HttpClient http = gateway.CreateHttpClient();
        using HttpResponseMessage throttled = await SendAsync();
        await AssertErrorAsync(throttled, 429, "rate_limit", "Too much.");
        Assert.Equal(100, throttled.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        // From now on the router knows, and does not ask.
        using HttpResponseMessage full = await SendAsync();
        await AssertErrorAsync(full, 503, "overloaded", "No lane took the request");
        Assert.InRange(full.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 100);
        Assert.Single(upstream.Requests);

        Task<HttpResponseMessage> SendAsync()
        {
            HttpRequestMessage request = Gateways.Post("/v1/chat/completions", Body);
            request.Headers.Add("x-route-lane", "big-turbo");
            return http.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_stream_that_breaks_says_so_in_a_frame()
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync();
        gateway.Offline!.Chat.Clear();
        gateway.Offline.Chat.Always().Reply(new ScriptedReply { Text = "one two three", Pace = TimeSpan.FromMilliseconds(1) });
        gateway.Offline.Faults.OnChat().CutAfter(2);
        using HttpClient http = gateway.CreateHttpClient();
        using HttpResponseMessage response = await http.SendAsync(
            Gateways.Post("/v1/chat/completions", Body.Replace("\"max_tokens\":16", "\"stream\":true", StringComparison.Ordinal)));
        string[] frames = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("one", JsonNode.Parse(frames[1][6..])!["choices"]![0]!["delta"]!["content"]!.GetValue<string>());
        Assert.NotNull(JsonNode.Parse(frames[^1][6..])!["error"]!["message"]);
        Assert.DoesNotContain("[DONE]", string.Concat(frames), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_frees_the_lane()
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync();
        gateway.Offline!.Faults.OnChat().StallAfter(3);
        LocalLane lane = gateway.Offline.Lanes["acme/support-chat"];
        using TogetherClient client = gateway.CreateClient();
        ChatStream stream = await client.Chat.StreamAsync(Request);
        await Gateways.UntilAsync(() => lane.Running == 1);
        await stream.DisposeAsync();
        await Gateways.UntilAsync(() => lane.Running == 0 && gateway.Router.Snapshot().Lanes.All(static one => one.InFlight == 0));
    }

    [Fact]
    public async Task A_header_says_how_a_request_is_routed()
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync();
        using HttpClient http = gateway.CreateHttpClient();
        HttpRequestMessage pinned = Gateways.Post("/v1/chat/completions", Body);
        pinned.Headers.Add("x-route-lane", "tai-tiny-turbo");
        using HttpResponseMessage response = await http.SendAsync(pinned);
        Assert.Equal(["tai-tiny-turbo"], response.Headers.GetValues("x-route-lane"));
        Assert.Equal(["Pinned"], response.Headers.GetValues("x-route-reason"));

        HttpRequestMessage wrong = Gateways.Post("/v1/chat/completions", Body);
        wrong.Headers.Add("x-route-class", "urgent");
        await AssertErrorAsync(await http.SendAsync(wrong), 400, "invalid_request_error", "x-route-class is interactive, standard or background");
    }

    internal static async Task AssertErrorAsync(HttpResponseMessage response, int status, string type, string message)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        JsonNode error = JsonNode.Parse(text)!["error"]!;
        Assert.Equal(type, error["type"]!.GetValue<string>());
        Assert.Contains(message, error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(error.AsObject().ContainsKey("param") && error.AsObject().ContainsKey("code"), text);
    }
}
