// sdk: Microsoft.NET.Sdk.Web
// A gateway: reserved lane first, serverless as the overflow.
using TogetherAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTogetherClient();
builder.Services.AddTogetherRouter(r => r
    .Dedicated("acme/support-chat", usdPerHour: 7.98m, lane => lane.ApiKey = "tgp_v1_c0ffee5f3a1d4e7b92886a0d1b2c3d4e5f60") // expect: TAI3001
    .Overflow("meta-llama/Llama-3.3-70B-Instruct-Turbo", Equivalence.Declared)
    .Objective(percentile: 0.95, timeToFirstToken: TimeSpan.FromMilliseconds(700)));
var app = builder.Build();

app.MapPost("/v1/ask", async (HttpContext http, Question question, OverflowRouter router, ILogger<Program> logger) =>
{
    ChatRequest request = new()
    {
        Model = "acme/support-chat",
        Messages = [ChatMessage.User(question.Text)],
        MaxTokens = question.Brief ? 100 : 800,
    };
    await using RoutedChatStream stream = await router.StreamAsync(request, http.RequestAborted);
    await foreach (string text in stream.ReadTextAsync(http.RequestAborted))
        await http.Response.WriteAsync(text, http.RequestAborted);
    logger.LogInformation("{Lane} after {Ttft}: {Reason}", stream.Route.Lane, stream.TimeToFirstToken, stream.Route.Reason);
});

app.MapPost("/v1/quick", async (HttpContext http, Question question, OverflowRouter router) =>
{
    RoutedChatStream stream = await router.StreamAsync(new ChatRequest { Model = "acme/support-chat", Messages = [ChatMessage.User(question.Text)] }); // expect: TAI1001, TAI2003
    await foreach (ChatChunk chunk in stream)
        await http.Response.WriteAsync(chunk.Text ?? "");
});

app.Run();

internal sealed record Question(string Text, bool Brief);
