using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TogetherAI;
using TogetherAI.AotApp;

using System.Diagnostics.Process self = System.Diagnostics.Process.GetCurrentProcess();
TimeSpan start = TimeProvider.System.GetUtcNow() - new DateTimeOffset(self.StartTime).ToUniversalTime();
Checks checks = new();
checks.Equal("dynamic code is off", false, RuntimeFeature.IsDynamicCodeSupported);
checks.Equal("JSON by reflection is off", false, JsonSerializer.IsReflectionEnabledByDefault);

TogetherClientOptions options = new() { ApiKey = "key", BaseAddress = new Uri("https://api.together.ai") };
ChatRequest request = new()
{
    Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
    Messages = [ChatMessage.System("Answer briefly."), ChatMessage.User("What is the capital of France?")],
    MaxTokens = 64,
    LogProbs = 1,
};

ReplayHandler recordedStream = new("chat-stream.sse", "text/event-stream");
using (TogetherClient client = new(options, recordedStream))
{
    await using ChatStream stream = await client.Chat.StreamAsync(request);
    string text = "";
    int chunks = 0;
    await foreach (ChatChunk chunk in stream)
    {
        text += chunk.Text;
        chunks++;
    }

    ChatResponse whole = await stream.GetFinalResponseAsync();
    checks.Equal(
        "the request",
        """{"messages":[{"role":"system","content":"Answer briefly."},{"role":"user","content":"What is the capital of France?"}],"model":"meta-llama/Llama-3.3-70B-Instruct-Turbo","max_tokens":64,"logprobs":1,"stream":true}""",
        recordedStream.Sent);
    checks.Equal("the number of chunks", 5, chunks);
    checks.Equal("the streamed text", "The capital of France is Paris — naïvely put.", text);
    checks.Equal("the whole text", text, whole.Text);
    checks.Equal("the finish reason", FinishReason.Eos, whole.FinishReason);
    checks.Equal("the log-probabilities", -0.25, whole.Choices[0].LogProbs?.TokenLogprobs?[4]);
    checks.Equal("the streamed usage", 29, whole.Usage?.TotalTokens);
    checks.Equal("the request id", "recorded-1", whole.RequestId);
}

using (TogetherClient client = new(options, new ReplayHandler("chat.json", "application/json")))
{
    ChatResponse answer = await client.Chat.CreateAsync(request);
    checks.Equal("the tool's name", "get_weather", answer.ToolCalls[0].Function?.Name);
    checks.Equal("the tool's arguments", """{"city":"Paris"}""", answer.ToolCalls[0].Function?.Arguments);
    checks.Equal("the cached tokens", 16, answer.Usage?.CachedTokens);
    checks.Equal("a field of the future", "priority", answer.UnknownFields["service_tier"].GetString());
}

await EveryClient.CallAsync(options, checks);
await Conversations.CallAsync(options, checks);

long size = new DirectoryInfo(AppContext.BaseDirectory).EnumerateFiles().Where(static file => file.Extension is not (".pdb" or ".dbg")).Sum(static file => file.Length);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size / 1048576.0:F1} MiB, {start.TotalMilliseconds:F0} ms from the process's start to its first line"));
Console.WriteLine(checks.Failures == 0 ? "all checks passed" : $"{checks.Failures} checks failed");
return checks.Failures == 0 ? 0 : 1;
