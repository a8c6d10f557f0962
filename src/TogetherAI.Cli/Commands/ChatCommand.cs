using System.CommandLine;
using System.Globalization;
using TogetherAI.Local;

namespace TogetherAI.Cli.Commands;

/// <summary><c>tai chat</c>: a question, or a conversation, and each answer as it is made, with how fast that was.</summary>
internal static class ChatCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string[]> prompt = new("prompt")
        {
            Description = "What to ask. Quotes are not needed. Without it, each line of the input is a question, all of one conversation.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> model = ModelOption.Create();
        Option<int> maxTokens = NumberOption.Create(
            "--max-tokens", "Most tokens to answer with.", fallback: 256, minimum: 1, maximum: 1_000_000);

        Command command = new("chat", "Ask a model on this machine and stream its answer.") { prompt, model, maxTokens };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using LocalTogether local = await LocalTogether.StartAsync(options => ModelOption.AddTo(options, parsed.GetValue(model)), cancellationToken);
            using TogetherClient together = local.CreateClient();
            ChatRequest request = new()
            {
                Model = local.DefaultModel,
                Messages = [],
                MaxTokens = parsed.GetValue(maxTokens),
                ContextLengthBehavior = ContextLengthBehavior.Truncate,
            };
            if (parsed.GetValue(prompt) is { Length: > 0 } words)
                await AnswerAsync(together, request with { Messages = [ChatMessage.User(string.Join(' ', words))] }, context, cancellationToken);
            else
                await ConverseAsync(together, request, context, cancellationToken);
            return Tai.Success;
        });
        return command;
    }

    private static async Task ConverseAsync(TogetherClient together, ChatRequest request, CliContext context, CancellationToken cancellationToken)
    {
        TextReader input = context.Input ?? Console.In;
        List<ChatMessage> messages = [];
        while (true)
        {
            if (context.Input is not null)
            {
                await context.Error.WriteAsync("> ".AsMemory(), cancellationToken);
                await context.Error.FlushAsync(cancellationToken);
            }

            if (await input.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken) is not { } line)
                return;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            messages.Add(ChatMessage.User(line));
            messages.Add(ChatMessage.Assistant(await AnswerAsync(together, request with { Messages = [.. messages] }, context, cancellationToken)));
        }
    }

    /// <summary>Writes the answer to a conversation and returns it.</summary>
    private static async Task<string> AnswerAsync(TogetherClient together, ChatRequest request, CliContext context, CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        await using ChatStream stream = await together.Chat.StreamAsync(request, cancellationToken);
        await foreach (string text in stream.ReadTextAsync(cancellationToken))
        {
            await context.Output.WriteAsync(text.AsMemory(), cancellationToken);
            await context.Output.FlushAsync(cancellationToken);
        }

        ChatResponse answer = await stream.GetFinalResponseAsync(cancellationToken);
        await context.Output.WriteLineAsync();
        TimeSpan total = TimeProvider.System.GetElapsedTime(start);
        await context.Error.WriteLineAsync(Measure(answer.Usage?.CompletionTokens ?? 0, stream.TimeToFirstToken ?? total, total));
        return answer.Text;
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
