// A chat in the terminal with commands, a history, and the odd experiment.
using System.Text.Json;
using TogetherAI;

var settings = new Settings();
using var together = new TogetherClient();
var history = new List<ChatMessage> { ChatMessage.System(settings.Persona) };

for (;;)
{
    Console.Write("> ");
    string? line = Console.ReadLine();
    if (line is null or "/quit")
        break;

    switch (line)
    {
        case "/warm":
            settings = settings with { Temperature = 1.1 };
            continue;
        case "/json":
            Console.WriteLine(await AsJsonAsync());
            continue;
        case "/dice":
            Console.WriteLine(await DiceAsync());
            continue;
    }

    history.Add(ChatMessage.User(line));
    var request = new ChatRequest { Model = settings.Model, Messages = history, Temperature = settings.Temperature, MaxTokens = settings.MaxTokens };
    await using ChatStream stream = await together.Chat.StreamAsync(request);
    await foreach (string text in stream.ReadTextAsync())
        Console.Write(text);
    ChatResponse answer = await stream.GetFinalResponseAsync();
    if (answer.FinishReason == FinishReason.Length)
        Console.Write(" […]");
    Console.WriteLine();
    history.Add(answer.Message!);
}

async Task<string> AsJsonAsync()
{
    ChatResponse answer = await together.Chat.CreateAsync(new ChatRequest
    {
        Model = settings.Model,
        Messages = [ChatMessage.User("Give me three facts about bees.")],
        ResponseFormat = new ResponseFormat { Type = "json_object" }, // expect: TAI4001
        MaxTokens = 300,
    });
    return JsonDocument.Parse(answer.Text).RootElement.ToString(); // expect: TAI2005
}

async Task<string> DiceAsync()
{
    ChatTool dice = ChatTool.FromFunction("roll", "Rolls a die.");
    var request = new ChatRequest
    {
        Model = settings.Model,
        Messages = [ChatMessage.User("Roll a die.")],
        Tools = [dice],
        ToolChoice = ToolChoice.Required,
        MaxTokens = 50,
        ResponseFormat = ResponseFormat.Text,
    };
    ChatResponse answer = await together.Chat.CreateAsync(request);
    return answer.ToolCalls.Count == 0 ? answer.Text : answer.ToolCalls[0].Function!.Name!;
}

internal sealed record Settings
{
    public string Model { get; init; } = "meta-llama/Llama-3.3-70B-Instruct-Turbo";

    public string Persona { get; init; } = "You are brief.";

    public double Temperature { get; init; } = 0.7;

    public int? MaxTokens { get; init; } = 400;
}
