// Functions of the program itself, and the library runs the rounds.
using System.ComponentModel;
using Microsoft.Extensions.AI;
using TogetherAI;

using TogetherClient together = new();

var request = new ChatRequest
{
    Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
    Messages = [TogetherAI.ChatMessage.User("Do I need an umbrella in Lisbon tomorrow?")],
    MaxTokens = 512,
};

TogetherAI.ChatResponse done = await together.Chat.RunToolsAsync(
    request,
    [AIFunctionFactory.Create(GetForecast, "get_forecast"), AIFunctionFactory.Create(GetUnits)],
    new ToolLoopOptions { MaxRounds = 4 });
Console.WriteLine(done.Text);

ToolLoopStream stream = await together.Chat.StreamToolsAsync(
    new ChatRequest { Model = "Qwen/Qwen3-235B-A22B-Instruct-2507", Messages = [TogetherAI.ChatMessage.User("And in Porto?")] }, // expect: TAI1001
    [AIFunctionFactory.Create(GetForecast, "get-forecast")]); // expect: TAI4005
await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
await stream.DisposeAsync();

[Description("The forecast for a city.")]
static string GetForecast(string city, DateOnly? day = null) => city == "Lisbon" ? "rain" : "sun";

[Description("The units the user likes.")]
static string GetUnits() => "metric";
