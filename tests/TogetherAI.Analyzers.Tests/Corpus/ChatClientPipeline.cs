// IChatClient with a pipeline of its own around the client.
using Microsoft.Extensions.AI;
using TogetherAI;
using AIChatMessage = Microsoft.Extensions.AI.ChatMessage;
using AIChatResponse = Microsoft.Extensions.AI.ChatResponse;

var together = new TogetherClient();
IChatClient chat = new CountingChatClient(together.AsChatClient("meta-llama/Llama-3.3-70B-Instruct-Turbo"));

List<AIChatMessage> history = [new(Microsoft.Extensions.AI.ChatRole.System, "You help cooks.")];
while (Console.ReadLine() is { Length: > 0 } line)
{
    history.Add(new AIChatMessage(Microsoft.Extensions.AI.ChatRole.User, line));
    AIChatResponse answer = await chat.GetResponseAsync(history, new ChatOptions { Temperature = 0.7f, MaxOutputTokens = 600 });
    history.AddMessages(answer);
    Console.WriteLine(answer.Text);
}

IChatClient plain = together.AsChatClient("meta-llama/Llama-3.3-70B-Instruct-Turbo");
var options = new ChatOptions { Temperature = 0.2f, StopSequences = ["\n\n"] }; // expect: TAI1001
AIChatResponse title = await plain.GetResponseAsync("A title for this conversation, please.", options);
Console.WriteLine(title.Text);

var limited = new ChatOptions { Temperature = 0.2f };
limited.MaxOutputTokens = 30;
await foreach (ChatResponseUpdate update in plain.GetStreamingResponseAsync("And a subtitle.", limited))
    Console.Write(update.Text);

internal sealed class CountingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public long Tokens { get; private set; }

    public override async Task<AIChatResponse> GetResponseAsync(
        IEnumerable<AIChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        AIChatResponse response = await base.GetResponseAsync(messages, options, cancellationToken);
        Tokens += response.Usage?.TotalTokenCount ?? 0;
        return response;
    }
}
