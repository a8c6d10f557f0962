// Cancellation in closures, iterators and callbacks.
using System.Runtime.CompilerServices;
using TogetherAI;

namespace Plumbing;

public sealed class Summaries(TogetherClient together)
{
    private const string Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo";

    public async IAsyncEnumerable<string> SentencesAsync(string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChatRequest request = new() { Model = Model, Messages = [ChatMessage.User($"Summarise: {text}")], MaxTokens = 400 };
        await using ChatStream stream = await together.Chat.StreamAsync(request, cancellationToken);
        string sentence = "";
        await foreach (ChatChunk chunk in stream)
        {
            sentence += chunk.Text;
            if (sentence.EndsWith('.'))
            {
                yield return sentence;
                sentence = "";
            }
        }
    }

    public Task PrintInBackground(string question, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            await foreach (string text in together.Chat.StreamTextAsync(Model, question, maxTokens: 100)) // expect: TAI2003
                Console.Write(text);
        },
        cancellationToken);

    public Task DetachedAsync(string question)
    {
        // Meant to outlive the caller.
        return Task.Run(async () =>
        {
            await foreach (string text in together.Chat.StreamTextAsync(Model, question, maxTokens: 100))
                Console.Write(text);
        });
    }

    public async Task<string> LastAsync(string question, CancellationToken cancellationToken)
    {
        string last = "";
        await foreach (string text in together.Chat.StreamTextAsync(Model, question, maxTokens: 100, cancellationToken: cancellationToken))
            last = text;
        return last;
    }

    public async Task<string> LastOfAsync(IAsyncEnumerable<string> texts, CancellationToken cancellationToken)
    {
        // Anybody's sequence, not one of the client's.
        string last = "";
        await foreach (string text in texts)
            last = text;
        cancellationToken.ThrowIfCancellationRequested();
        return last;
    }
}
