using System.Diagnostics;
using TogetherAI;
using TogetherAI.Local;

// dotnet run "Tell me a story about a fox."        a small model in this process: no key, no network
// dotnet run --remote meta-llama/Llama-3.3-70B-Instruct-Turbo "Why is the sky blue?"        api.together.ai
string? remote = args is ["--remote", var name, ..] ? name : null;
string prompt = args.ElementAtOrDefault(remote is null ? 0 : 2) ?? "What is the capital of France?";
if (prompt.StartsWith("--", StringComparison.Ordinal))
    return Fail("Usage: QuickStart [--remote MODEL] [PROMPT]");
if (remote is not null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TOGETHER_API_KEY")))
    return Fail("--remote needs a key: set TOGETHER_API_KEY to one from https://api.together.ai/settings/api-keys");

await using LocalTogether? local = remote is null ? await LocalTogether.StartAsync() : null;
using TogetherClient together = local?.CreateClient() ?? new TogetherClient();

var clock = Stopwatch.StartNew();
TimeSpan? first = null;
int pieces = 0;
await foreach (string text in together.Chat.StreamTextAsync(remote ?? "tai-tiny", prompt, maxTokens: 256))
{
    first ??= clock.Elapsed;
    pieces++;
    Console.Write(text);
}

// A local stream brings a token a piece; the service may put several into one.
Console.WriteLine($"\n\nFirst token after {first?.TotalMilliseconds:F0} ms, then {(pieces - 1) / (clock.Elapsed - first)?.TotalSeconds:F0} tokens/s.");
return 0;

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
