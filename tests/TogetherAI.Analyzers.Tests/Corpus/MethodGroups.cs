// sdk: Microsoft.NET.Sdk.Web
// Handlers and projections as method groups.
using TogetherAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTogetherClient(Configure);
var app = builder.Build();
app.MapPost("/ask", Handlers.AskAsync);
app.MapPost("/many", Handlers.ManyAsync);
app.Run();

static void Configure(TogetherClientOptions options)
{
    options.ProjectId = "proj_1";
    options.Timeouts.FirstToken = TimeSpan.FromSeconds(20);
}

internal static class Handlers
{
    public static async Task AskAsync(HttpContext context, TogetherClient together)
    {
        string question = context.Request.Query["q"].ToString();
        ChatRequest request = new() { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User(question)], MaxTokens = 300 };
        ChatResponse answer = await together.Chat.CreateAsync(request); // expect: TAI2003
        await context.Response.WriteAsync(answer.Text);
    }

    public static async Task<string[]> ManyAsync(string[] questions, TogetherClient together, CancellationToken cancellationToken)
    {
        Func<ChatRequest, Task<ChatResponse>> send = request => together.Chat.CreateAsync(request, cancellationToken);
        ChatResponse[] answers = await Task.WhenAll(questions.Select(ToRequest).Select(send));
        return Array.ConvertAll(answers, Text);
    }

    private static ChatRequest ToRequest(string question) => new() { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User(question)], MaxTokens = 100 };

    private static string Text(ChatResponse response) => response.Text;
}
