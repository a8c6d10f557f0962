// What a support engineer prints, and what must not be printed.
using Microsoft.Extensions.Logging;
using TogetherAI;

var options = new TogetherClientOptions
{
    ApiKey = Environment.GetEnvironmentVariable("TOGETHER_API_KEY"),
    BaseAddress = new Uri("https://api.together.ai"),
};

Console.WriteLine($"Base address: {options.BaseAddress}");
Console.WriteLine($"Key: {options.ApiKey}"); // expect: TAI3002
Console.Error.WriteLine("key=" + options.ApiKey); // expect: TAI3002
Console.WriteLine("Key set: {0}", options.ApiKey != null);
Console.WriteLine($"Key length: {options.ApiKey?.Length}");
Console.WriteLine($"Key: {Mask(options.ApiKey)}");

// Not printed, sent where it belongs.
string header = $"Bearer {options.ApiKey}";
using var http = new HttpClient();
http.DefaultRequestHeaders.Add("Authorization", header);

using ILoggerFactory loggers = LoggerFactory.Create(static _ => { });
ILogger logger = loggers.CreateLogger("dump");
logger.LogWarning("No answer from {Address} with {Key}", options.BaseAddress, options.ApiKey); // expect: TAI3002
logger.LogInformation("Retries: {Retries}, project {Project}", options.Retry.MaxRetries, options.ProjectId);

using var together = new TogetherClient(options);
ChatRequest request = new() { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User("ping")], MaxTokens = 1 };
ChatResponse pong = await together.Chat.CreateAsync(request);
logger.LogInformation("Asked {Prompt}", request.Messages[0].Text); // expect: TAI3003
logger.LogInformation("Answered in {Tokens} tokens, {Length} characters, because {Reason}", pong.Usage?.TotalTokens, pong.Text.Length, pong.FinishReason);
Console.WriteLine(pong.Text);

static string Mask(string? key) => key is { Length: > 4 } ? key[^4..].PadLeft(8, '*') : "none";
