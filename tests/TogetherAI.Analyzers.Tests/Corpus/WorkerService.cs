// sdk: Microsoft.NET.Sdk.Worker
// A worker that labels support tickets from a queue, in the careful style.
using System.Threading.Channels;
using TogetherAI;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddTogetherClient();
builder.Services.AddSingleton(Channel.CreateBounded<Ticket>(1000));
builder.Services.AddHostedService<TicketWorker>();
await builder.Build().RunAsync();

internal sealed record Ticket(int Id, string Text);

internal sealed class TicketWorker(Channel<Ticket> tickets, TogetherClient together, IConfiguration configuration, ILogger<TicketWorker> logger) : BackgroundService
{
    private readonly string _model = configuration["Labels:Model"] ?? "meta-llama/Llama-3.3-70B-Instruct-Turbo";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (Ticket ticket in tickets.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                string label = await LabelAsync(ticket, stoppingToken);
                logger.LogInformation("Ticket {Id} is {Label}", ticket.Id, label);
            }
            catch (TogetherRateLimitException e)
            {
                logger.LogWarning("Too fast; {Wait} to wait ({RequestId})", e.RetryAfter, e.RequestId);
                await Task.Delay(e.RetryAfter ?? TimeSpan.FromSeconds(5), stoppingToken);
            }
        }
    }

    private async Task<string> LabelAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        var request = new ChatRequest
        {
            Model = _model,
            Messages = [ChatMessage.System("Answer with one word: billing, bug, or other."), ChatMessage.User(ticket.Text)],
            MaxTokens = 4,
            Temperature = 0,
        };
        ChatResponse answer = await together.Chat.CreateAsync(request, cancellationToken);
        return answer.Text.Trim().ToLowerInvariant();
    }
}
