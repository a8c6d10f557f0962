using System.ComponentModel;
using TogetherAI;
using TogetherAI.Local;
using AIFunctionFactory = Microsoft.Extensions.AI.AIFunctionFactory;

// The model calls a function of this program, and answers with what it returned. Nothing is scripted: a small model in this process
// chooses the call. With a key, take new TogetherClient() and a model of api.together.ai.
await using LocalTogether local = await LocalTogether.StartAsync();
using TogetherClient together = local.CreateClient();

ChatRequest request = new()
{
    Model = "tai-tiny",
    Messages = [ChatMessage.User(args.FirstOrDefault() ?? "What is the weather in Paris?")],
    ToolChoice = ToolChoice.Required,   // for the first round; then the model may answer
    MaxTokens = 64,
};
ChatResponse done = await together.Chat.RunToolsAsync(
    request, [AIFunctionFactory.Create(GetWeather, "get_weather")], new ToolLoopOptions { MaxRounds = 3 });
Console.WriteLine(done.Text);

[Description("Get the current weather for a city.")]
static string GetWeather(string city)
{
    // A real program would ask a weather service here.
    string weather = city == "Paris" ? """{"temperature": 21, "condition": "sunny"}""" : """{"temperature": 14, "condition": "rainy"}""";
    Console.WriteLine($"get_weather({city}) -> {weather}");
    return weather;
}
