// Many texts at once: a limited parallel loop, Task.WhenAll, and a queue.
using System.Collections.Concurrent;
using System.Threading.Channels;
using TogetherAI;

namespace Batchable;

public sealed class Labeller
{
    private const string Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo";
    private readonly TogetherClient _together;
    private readonly Channel<string> _queue = Channel.CreateUnbounded<string>();

    public Labeller(TogetherClient together) => _together = together;

    public async Task<IReadOnlyDictionary<string, string>> LabelAllAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, string> labels = new();
        await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (text, token) =>
        {
            var request = new ChatRequest { Model = Model, Messages = [ChatMessage.User($"Label: {text}")], MaxTokens = 5 };
            ChatResponse answer = await _together.Chat.CreateAsync(request, token); // expect: TAI1006
            labels[text] = answer.Text;
        });
        return labels;
    }

    public async Task<string[]> TitlesAsync(IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        ChatResponse[] answers = await Task.WhenAll(texts.Select(text => _together.Chat.CreateAsync( // expect: TAI1006
            new ChatRequest { Model = Model, Messages = [ChatMessage.System("A title of five words."), ChatMessage.User(text)], MaxTokens = 20 },
            cancellationToken)));
        return [.. answers.Select(answer => answer.Text)];
    }

    public async Task<List<string>> WithAnyModelAsync(string model, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        List<string> answers = [];
        foreach (string text in texts)
        {
            ChatResponse answer = await _together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = [ChatMessage.User(text)], MaxTokens = 50 }, cancellationToken);
            answers.Add(answer.Text);
        }

        return answers;
    }

    public async Task<string> StoryAsync(IReadOnlyList<string> chapters, CancellationToken cancellationToken)
    {
        // Each chapter continues what the one before said: no batch could do this.
        List<ChatMessage> story = [ChatMessage.System("You write a novel, a chapter at a time.")];
        foreach (string chapter in chapters)
        {
            story.Add(ChatMessage.User(chapter));
            ChatResponse answer = await _together.Chat.CreateAsync(new ChatRequest { Model = Model, Messages = [.. story], MaxTokens = 2000 }, cancellationToken);
            story.Add(ChatMessage.Assistant(answer.Text));
        }

        return string.Join("\n\n", story.Where(m => m.Role == ChatRole.Assistant).Select(m => m.Text));
    }

    public ValueTask EnqueueAsync(string text) => _queue.Writer.WriteAsync(text);
}
