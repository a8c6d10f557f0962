// sdk: Microsoft.NET.Sdk.Web
// Streaming to a browser: one endpoint well made, one that forgets half of it, one that warms up and reads nothing.
using TogetherAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTogetherClient();
builder.Services.AddSingleton<Streams>();
var app = builder.Build();
app.MapGet("/good", (HttpContext http, string q, Streams streams) => streams.GoodAsync(http, q));
app.MapGet("/bad", (HttpContext http, string q, Streams streams) => streams.BadAsync(http, q));
app.MapPost("/warm-up", (Streams streams) => streams.WarmUpAsync());
app.Run();

internal sealed class Streams(TogetherClient together)
{
    private const string Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo";

    public async Task GoodAsync(HttpContext http, string question)
    {
        http.Response.ContentType = "text/event-stream";
        ChatRequest request = new() { Model = Model, Messages = [ChatMessage.User(question)], MaxTokens = 900 };
        await using ChatStream stream = await together.Chat.StreamAsync(request, http.RequestAborted);
        await foreach (ChatChunk chunk in stream)
            await http.Response.WriteAsync($"data: {chunk.Text}\n\n", http.RequestAborted);
        ChatResponse whole = await stream.GetFinalResponseAsync(http.RequestAborted);
        await http.Response.WriteAsync($"event: end\ndata: {whole.Usage?.CompletionTokens}\n\n", http.RequestAborted);
    }

    public async Task BadAsync(HttpContext http, string question)
    {
        var pieces = together.Chat.StreamTextAsync(Model, question, 900); // expect: TAI2003
        await foreach (var piece in pieces)
            await http.Response.WriteAsync(piece);
    }

    public async Task WarmUpAsync()
    {
        together.Chat.StreamTextAsync(Model, "Hello", maxTokens: 1); // expect: TAI2002
        _ = together.Chat.StreamTextAsync(Model, "Hello again", maxTokens: 1); // expect: TAI2002
        await together.Chat.StreamAsync(new ChatRequest { Model = Model, Messages = [ChatMessage.User("Hello")], MaxTokens = 1 }); // expect: TAI2002
        await foreach (string _ in together.Chat.StreamTextAsync(Model, "Hello", maxTokens: 1))
        {
            // To the end, so that the connection is warm.
        }
    }

    public IAsyncEnumerable<string> Pass(string question) => together.Chat.StreamTextAsync(Model, question, maxTokens: 300);

    public async Task CopyAsync(ChatStream stream, TextWriter target, CancellationToken cancellationToken)
    {
        await foreach (ChatChunk chunk in stream) // expect: TAI2003
            await target.WriteAsync(chunk.Text.AsMemory(), cancellationToken);
    }

    public async Task CopyCarefullyAsync(ChatStream stream, TextWriter target, CancellationToken cancellationToken)
    {
        await foreach (ChatChunk chunk in stream.WithCancellation(cancellationToken))
            await target.WriteAsync(chunk.Text.AsMemory(), cancellationToken);
    }
}
