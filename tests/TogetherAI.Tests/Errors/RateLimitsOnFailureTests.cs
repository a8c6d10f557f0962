using System.Net;

namespace TogetherAI.Tests.Errors;

/// <summary>Whatever fails once the head of an answer has arrived, what the head said about the account's rate is told.</summary>
public class RateLimitsOnFailureTests
{
    private static readonly (string, string) s_header = ("x-ratelimit-remaining", "7");

    public static TheoryData<string> Failures =>
        ["a status", "no JSON", "an error as a success", "a redirect", "a body that breaks", "no stream", "a stream that breaks", "a frame with an error", "bytes that break", "a typed answer cut off", "tools without end"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task The_exception_knows_the_rate_limits(string failure)
    {
        using TogetherClient client = Calls.Client(Script(failure), configure: options => options.Retry.MaxRetries = 0);
        TogetherException thrown = await Assert.ThrowsAnyAsync<TogetherException>(() => CallAsync(client, failure));
        Assert.Equal(7, thrown.RateLimits?.RequestsRemaining);
        Assert.Equal("r-1", thrown.RequestId);
    }

    [Fact]
    public async Task Where_no_answer_arrived_there_are_none()
    {
        using TogetherClient client = Calls.Client(
            new FakeHandler().ThenThrow(new HttpRequestException(HttpRequestError.ConnectionError)), configure: options => options.Retry.MaxRetries = 0);
        Assert.Null((await Assert.ThrowsAsync<TogetherConnectionException>(() => client.Chat.CreateAsync(Calls.Question))).RateLimits);
    }

    private static FakeHandler Script(string failure)
    {
        (string, string) id = ("x-request-id", "r-1");
        FakeHandler handler = new();
        return failure switch
        {
            "a status" => handler.ThenText(HttpStatusCode.BadRequest, "", "text/plain", s_header, id),
            "no JSON" => handler.ThenJson("{", headers: [s_header, id]),
            "an error as a success" => handler.ThenJson("""{"error":"down"}""", headers: [s_header, id]),
            "a redirect" => handler.ThenText(HttpStatusCode.TemporaryRedirect, "", "text/plain", s_header, id, ("Location", "https://example.test/")),
            "a body that breaks" or "bytes that break" => handler.ThenStream(new ScriptedStream().Write("{").Break(), s_header, id),
            "no stream" => handler.ThenJson("{}", headers: [s_header, id]),
            "a stream that breaks" => handler.ThenStream(new ScriptedStream().Write($"data: {Calls.Chunk("a")}\n\n").Break(), s_header, id),
            "a frame with an error" => handler.ThenStream(new ScriptedStream().Write("data: {\"error\":{\"message\":\"down\"}}\n\n").End(), s_header, id),
            "a typed answer cut off" => handler.ThenJson("""{"choices":[{"finish_reason":"length","message":{"role":"assistant","content":"{\"a\""}}]}""", headers: [s_header, id]),
            _ => handler.ThenJson("""{"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}}]}""", headers: [s_header, id]),
        };
    }

    private static async Task CallAsync(TogetherClient client, string failure)
    {
        switch (failure)
        {
            case "no stream" or "a stream that breaks" or "a frame with an error":
                await using (ChatStream stream = await client.Chat.StreamAsync(Calls.Question))
                    await stream.GetFinalResponseAsync();
                break;
            case "bytes that break":
                await using (BinaryResponse speech = await client.Audio.SpeakAsync(new SpeechRequest { Model = "m", Input = "hi", Voice = "v" }))
                    await speech.ReadAllAsync();
                break;
            case "a typed answer cut off":
                await client.Chat.CreateAsync(Calls.Question, TogetherJsonContext.Default.ChatMessage);
                break;
            case "tools without end":
                await client.Chat.RunToolsAsync(Calls.Question, [new Tools.Function("f", _ => "x")], new ToolLoopOptions { MaxRounds = 1 });
                break;
            default:
                await client.Chat.CreateAsync(Calls.Question);
                break;
        }
    }
}
