using System.CommandLine;
using System.Globalization;
using TogetherAI.Local;

namespace TogetherAI.Cli.Commands;

/// <summary><c>tai chat</c>: one question, its answer as it is made, and how fast that was.</summary>
internal static class ChatCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        Argument<string[]> prompt = new("prompt")
        {
            Description = "What to ask. Quotes are not needed.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> model = ModelOption.Create();
        Option<int> maxTokens = NumberOption.Create(
            "--max-tokens", "Most tokens to answer with.", fallback: 256, minimum: 1, maximum: 1_000_000);

        Command command = new("chat", "Ask a model on this machine and stream its answer.") { prompt, model, maxTokens };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            string.Join(' ', parsed.GetValue(prompt)!),
            options => ModelOption.AddTo(options, parsed.GetValue(model)),
            parsed.GetValue(maxTokens),
            output,
            error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string prompt,
        Action<LocalTogetherOptions> configure,
        int maxTokens,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken)
    {
        await using LocalTogether local = await LocalTogether.StartAsync(configure, cancellationToken);
        using TogetherClient together = local.CreateClient();
        long start = TimeProvider.System.GetTimestamp();
        await using ChatStream stream = await together.Chat.StreamAsync(
            new ChatRequest
            {
                Model = local.DefaultModel,
                Messages = [ChatMessage.User(prompt)],
                MaxTokens = maxTokens,
                ContextLengthBehavior = ContextLengthBehavior.Truncate,
            },
            cancellationToken);
        await foreach (string text in stream.ReadTextAsync(cancellationToken))
        {
            await output.WriteAsync(text.AsMemory(), cancellationToken);
            await output.FlushAsync(cancellationToken);
        }

        ChatResponse answer = await stream.GetFinalResponseAsync(cancellationToken);
        await output.WriteLineAsync();
        TimeSpan total = TimeProvider.System.GetElapsedTime(start);
        await error.WriteLineAsync(Measure(answer.Usage?.CompletionTokens ?? 0, stream.TimeToFirstToken ?? total, total));
        return Tai.Success;
    }

    // The first token pays for the prompt; the rate is that of the ones after it.
    private static string Measure(int tokens, TimeSpan first, TimeSpan total)
    {
        string measured = string.Create(CultureInfo.InvariantCulture, $"{tokens} tokens, first after {first.TotalMilliseconds:F0} ms");
        double seconds = (total - first).TotalSeconds;
        return tokens < 2 || seconds <= 0
            ? measured
            : string.Create(CultureInfo.InvariantCulture, $"{measured}, then {(tokens - 1) / seconds:F0} tokens/s");
    }
}
