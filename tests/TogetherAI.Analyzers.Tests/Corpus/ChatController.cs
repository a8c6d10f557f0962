// sdk: Microsoft.NET.Sdk.Web
// Controllers, of the sort that grew over three years.
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using TogetherAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
builder.Services.AddTogetherClient();
var app = builder.Build();
app.MapControllers();
app.Run();

[ApiController]
[Route("api/chat")]
public class ChatController : ControllerBase
{
    private readonly TogetherClient _together;
    private readonly ILogger<ChatController> _logger;

    public ChatController(TogetherClient together, ILogger<ChatController> logger)
    {
        _together = together;
        _logger = logger;
    }

    [HttpPost]
    public async Task<IActionResult> Post([FromBody] ChatInput input)
    {
        try
        {
            var response = await _together.Chat.CreateAsync(new ChatRequest // expect: TAI1001, TAI2003
            {
                Model = input.Model ?? "meta-llama/Llama-3.3-70B-Instruct-Turbo",
                Messages = input.Messages.Select(m => new ChatMessage { Role = new ChatRole(m.Role), Content = m.Content }).ToList(),
            });
            return Ok(response.Text);
        }
        catch (TogetherException e)
        {
            _logger.LogError(e, "Chat failed: {RequestId}", e.RequestId);
            return StatusCode(502);
        }
    }

    [HttpPost("classify")]
    public async Task<ActionResult<Sentiment>> Classify([FromBody] string text, CancellationToken cancellationToken)
    {
        var response = await _together.Chat.CreateAsync(
            new ChatRequest
            {
                Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
                Messages = [ChatMessage.System("Answer as JSON: {\"label\": …, \"score\": …}"), ChatMessage.User(text)],
                ResponseFormat = ResponseFormat.JsonObject,
                MaxTokens = 60,
            },
            cancellationToken);
        if (response.FinishReason == FinishReason.Length)
            return UnprocessableEntity("The answer was cut off.");
        return JsonSerializer.Deserialize<Sentiment>(response.Text)!;
    }

    [HttpGet("models")]
    public async Task<IEnumerable<string>> Models()
    {
        using var client = new TogetherClient(); // expect: TAI2007
        var models = await client.Models.ListAsync(cancellationToken: HttpContext.RequestAborted);
        return models.Select(m => m.Id).ToArray();
    }
}

public record ChatInput(string? Model, List<ChatInputMessage> Messages);

public record ChatInputMessage(string Role, string Content);

public record Sentiment(string Label, double Score);
