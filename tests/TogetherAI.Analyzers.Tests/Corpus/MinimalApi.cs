// sdk: Microsoft.NET.Sdk.Web
// A minimal API as one finds it: some handlers careful, some not.
using System.Text.Json;
using TogetherAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTogetherClient();
var app = builder.Build();

const string Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo";

app.MapGet("/", () => "ok");

app.MapPost("/ask", async (AskRequest ask, TogetherClient together, CancellationToken cancellationToken) =>
{
    ChatResponse answer = await together.Chat.CreateAsync(
        new ChatRequest { Model = Model, Messages = [ChatMessage.User(ask.Question)], MaxTokens = 400 },
        cancellationToken);
    return Results.Ok(new { answer.Text, answer.Usage?.TotalTokens });
});

// Written in a hurry on a Friday.
app.MapPost("/summary", async (HttpContext context, TogetherClient together) =>
{
    using var reader = new StreamReader(context.Request.Body);
    string text = await reader.ReadToEndAsync();
    var request = new ChatRequest { Model = Model, Messages = [ChatMessage.System("Summarise in three sentences."), ChatMessage.User(text)] }; // expect: TAI1001
    ChatResponse answer = await together.Chat.CreateAsync(request); // expect: TAI2003
    await context.Response.WriteAsync(answer.Text);
});

app.MapPost("/stream", async (HttpContext context, AskRequest ask, TogetherClient together) =>
{
    context.Response.ContentType = "text/plain";
    await foreach (string piece in together.Chat.StreamTextAsync(Model, ask.Question, maxTokens: 800, context.RequestAborted))
    {
        await context.Response.WriteAsync(piece, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
});

app.MapPost("/tags", async (AskRequest ask) =>
{
    using var client = new TogetherClient(Environment.GetEnvironmentVariable("TOGETHER_API_KEY")!); // expect: TAI2007
    ChatResponse answer = await client.Chat.CreateAsync(new ChatRequest
    {
        Model = Model,
        Messages = [ChatMessage.User($"List five tags as a JSON array of strings for: {ask.Question}")],
        MaxTokens = 100,
        ResponseFormat = ResponseFormat.JsonObject,
    });
    return JsonSerializer.Deserialize<string[]>(answer.Text); // expect: TAI2005
});

app.MapPost("/persona", async (AskRequest ask, string persona, TogetherClient together, CancellationToken ct) =>
{
    ChatResponse answer = await together.Chat.CreateAsync(new ChatRequest
    {
        Model = Model,
        Messages =
        [
            ChatMessage.System($"You are {persona}. Stay in character."), // expect: TAI3003
            ChatMessage.User(ask.Question),
        ],
        MaxTokens = 300,
    }, ct);
    return answer.Text;
});

app.Run();

internal sealed record AskRequest(string Question);
