// sdk: Microsoft.NET.Sdk.Web
// The same kind of app, with a limit for every request set once, where the client is registered.
using Microsoft.Extensions.AI;
using TogetherAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddTogetherClient(o =>
    {
        o.DefaultMaxTokens = 1024;
        o.Retry.MaxRetries = 4;
    })
    .AddChatClient("meta-llama/Llama-3.3-70B-Instruct-Turbo");
builder.Services.AddScoped<Assistant>();
var app = builder.Build();

app.MapGet("/translate", (string text, string language, Assistant assistant, CancellationToken ct) => assistant.TranslateAsync(text, language, ct));
app.MapGet("/rhyme", async (string word, IChatClient chat, CancellationToken ct) =>
    (await chat.GetResponseAsync($"What rhymes with {word}?", new ChatOptions { Temperature = 1f }, ct)).Text);
app.Run();

internal sealed class Assistant(TogetherClient together, ILogger<Assistant> logger)
{
    public async Task<string> TranslateAsync(string text, string language, CancellationToken cancellationToken)
    {
        TogetherAI.ChatResponse answer = await together.Chat.CreateAsync(
            new ChatRequest
            {
                Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
                Messages = [TogetherAI.ChatMessage.System("Translate what you are given. Answer with the translation only."), TogetherAI.ChatMessage.User($"To {language}: {text}")],
                Temperature = 0,
            },
            cancellationToken);
        logger.LogInformation("Translated with {Tokens} tokens, {RequestId}", answer.Usage?.TotalTokens, answer.RequestId);
        return answer.Text;
    }
}
