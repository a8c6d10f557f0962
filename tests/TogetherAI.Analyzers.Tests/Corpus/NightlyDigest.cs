// sdk: Microsoft.NET.Sdk.Worker
// A background service with the habits of one who is new to async.
using TogetherAI;

var host = Host.CreateDefaultBuilder(args)
    .ConfigureServices(services =>
    {
        services.AddTogetherClient(o => o.ApiKey = "b7c2f0d94e5a4c6f8d1e3a29706b58f4c1d2e3f4"); // expect: TAI3001
        services.AddHostedService<Digest>();
    })
    .Build();
host.Run();

public class Digest : BackgroundService
{
    private readonly TogetherClient _together;
    private readonly ILogger<Digest> _logger;
    private readonly TogetherClientOptions _options;

    public Digest(TogetherClient together, ILogger<Digest> logger, Microsoft.Extensions.Options.IOptions<TogetherClientOptions> options)
    {
        _together = together;
        _logger = logger;
        _options = options.Value;
        _logger.LogDebug("Digest starts with key {Key}", _options.ApiKey); // expect: TAI3002
        _logger.LogDebug("Key present: {Present}", _options.ApiKey is not null);
        _logger.LogDebug("Key {Key}", Mask(_options.ApiKey));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var file in Directory.GetFiles("inbox", "*.txt"))
            {
                var digest = Summarise(File.ReadAllText(file));
                File.WriteAllText(file + ".digest", digest);
            }

            await Task.Delay(TimeSpan.FromHours(24), stoppingToken);
        }
    }

    private string Summarise(string text)
    {
        var request = new ChatRequest
        {
            Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
            Messages = new List<ChatMessage> { ChatMessage.User("Summarise: " + text) },
            MaxTokens = 500,
        };
        var response = _together.Chat.CreateAsync(request).Result; // expect: TAI2001
        _logger.LogInformation("Digest: {Text}", response.Text); // expect: TAI3003
        return response.Text;
    }

    private static string Mask(string? key) => key is null ? "none" : key[..4] + "…";
}
