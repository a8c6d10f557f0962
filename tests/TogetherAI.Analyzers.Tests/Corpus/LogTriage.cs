// sdk: Microsoft.NET.Sdk.Worker
// Reads log files, asks about each error once, keeps what it learned. Written by somebody who likes LINQ.
using System.Collections.Immutable;
using TogetherAI;

var app = Host.CreateApplicationBuilder(args);
app.Services.AddTogetherClient();
app.Services.AddHostedService<Triage>();
app.Build().Run();

sealed class Triage(TogetherClient together, ILogger<Triage> logger, IHostApplicationLifetime lifetime) : BackgroundService
{
    static readonly ChatRequest Template = new()
    {
        Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
        Messages = [],
        MaxTokens = 120,
        Temperature = 0,
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var lines = File.ReadLines("app.log").Where(l => l.Contains("ERROR")).Distinct().ToImmutableArray();
            var causes = await Task.WhenAll(lines.Select(async line =>
            {
                var answer = await together.Chat.CreateAsync(Template with { Messages = [ChatMessage.User("Cause? " + line)] }, stoppingToken); // expect: TAI1006
                return (line, answer.Text);
            }));
            foreach (var (line, cause) in causes)
                logger.LogWarning("{Line}: {Cause}", line, cause);

            var summary = together.Chat.CreateAsync(Template with { Messages = [ChatMessage.User("In short: " + string.Join('\n', causes.Select(c => c.Text)))] }, stoppingToken).Result; // expect: TAI2001
            logger.LogInformation("{Id}: {Finish}", summary.Id, summary.FinishReason);
        }
        finally
        {
            lifetime.StopApplication();
        }
    }
}
