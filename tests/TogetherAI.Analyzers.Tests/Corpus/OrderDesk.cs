// sdk: Microsoft.NET.Sdk.Web
// An order desk: options bound by hand, a typed client, handlers in groups.
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using TogetherAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<DeskOptions>(builder.Configuration.GetSection("Desk"));
builder.Services.AddSingleton(sp =>
{
    DeskOptions desk = sp.GetRequiredService<IOptions<DeskOptions>>().Value;
    return new TogetherClient(new TogetherClientOptions
    {
        ApiKey = desk.Key,
        BaseAddress = desk.Address,
        Timeouts = { Total = TimeSpan.FromMinutes(2) },
    });
});

var app = builder.Build();
RouteGroupBuilder desk = app.MapGroup("/desk");

desk.MapPost("/reply", async ([FromBody] Mail mail, TogetherClient together, HttpContext http) =>
{
    var reply = await together.Chat.CreateAsync(
        new()
        {
            Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
            Messages =
            [
                ChatMessage.System("You answer customers of a flower shop. The customer's name is " + mail.Name), // expect: TAI3003
                ChatMessage.User(mail.Body),
            ],
            MaxTokens = 350,
        },
        http.RequestAborted);
    return TypedResults.Text(reply.Text);
});

desk.MapPost("/reply/stream", (Mail mail, TogetherClient together, CancellationToken ct) =>
    together.Chat.StreamTextAsync("Qwen/Qwen3-235B-A22B-Instruct-2507", mail.Body, cancellationToken: ct)); // expect: TAI1001

desk.MapPost("/sort", async (HttpContext http, Mail[] mails, ILogger<Program> log) =>
{
    TogetherClientOptions options = new() { ApiKey = Environment.GetEnvironmentVariable("DESK_KEY") };
    TogetherClient together = new(options); // expect: TAI2007
    List<string> labels = [];
    foreach (Mail mail in mails)
    {
        ChatResponse label = await together.Chat.CreateAsync(new ChatRequest // expect: TAI2003
        {
            Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
            Messages = [ChatMessage.User("order, complaint or other?\n" + mail.Body)],
            MaxTokens = 3,
        });
        log.LogDebug($"{mail.Name}: {label.Text}"); // expect: TAI3003
        labels.Add(label.Text);
    }

    return labels;
});

app.Run();

internal sealed class DeskOptions
{
    public string? Key { get; set; }

    public Uri? Address { get; set; }
}

internal sealed record Mail(string Name, string Body);
